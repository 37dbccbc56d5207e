"""Facts about which form of a standard goes into prompts."""

from typing import ClassVar

from domain.events.event import Event


class StandardsEscalated(Event):
    """Approval fell: the full standard goes into the prompts of this SWEA type."""

    stored_as: ClassVar = "standards.escalated"

    swea_type: str
    approval_rate: float


class StandardsRestored(Event):
    """Approval recovered: the compressed standard is used again."""

    stored_as: ClassVar = "standards.restored"

    swea_type: str
    approval_rate: float
