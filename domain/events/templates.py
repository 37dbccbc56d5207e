"""Facts about the template catalogue (an aggregate: its commands have invariants)."""

from typing import ClassVar

from domain.events.event import Event
from domain.templates import TemplateMetadata


class TemplateRegistered(Event):
    """A template joined the catalogue, or a new version of it did."""

    stored_as: ClassVar = "template.registered"

    metadata: TemplateMetadata


class TemplateDisabled(Event):
    """A template is not selected any more."""

    stored_as: ClassVar = "template.disabled"

    template_id: str
