"""Coding standards that go into prompts: a compressed form, and the full one where quality fell."""

from collections.abc import Iterable

from pydantic import Field

from domain.events import Event, StandardsEscalated, StandardsRestored
from domain.model import Model
from domain.templates import SweaType

MAX_COMPRESSED_TOKENS = 300  # above it a compressed standard is not worth its name
_SEMVER = r"^\d+\.\d+\.\d+$"


class CompressedStandard(Model):
    """Exactly the seed's fields."""

    swea_type: SweaType
    version: str = Field(pattern=_SEMVER)
    content: str = Field(min_length=1)
    token_count: int = Field(ge=0)
    full_standard_path: str  # below the template root, POSIX


class FullStandard(Model):
    """The standard with its reasons and whole examples."""

    swea_type: SweaType
    version: str = Field(pattern=_SEMVER)
    content: str = Field(min_length=1)
    token_count: int = Field(ge=0)


class Standard(Model):
    """One standard in both its forms."""

    compressed: CompressedStandard
    full: FullStandard

    @property
    def token_share(self) -> float:
        """Tokens of the compressed form as a share of the full one's."""
        return self.compressed.token_count / self.full.token_count


def choose(
    standard: Standard, *, escalated: bool, enable_compressed: bool
) -> CompressedStandard | FullStandard:
    """The form for a prompt: compressed, unless it is switched off or approval fell with it."""
    return standard.compressed if enable_compressed and not escalated else standard.full


def escalated_types(events: Iterable[Event]) -> frozenset[str]:
    """The SWEA types whose newest event says that they need the full standard."""
    escalated: dict[str, bool] = {}
    for event in events:
        if isinstance(event, StandardsEscalated | StandardsRestored):
            escalated[event.swea_type] = isinstance(event, StandardsEscalated)
    return frozenset(swea_type for swea_type, is_up in escalated.items() if is_up)
