"""Facts about the template catalogue (an aggregate: its commands have invariants)."""

from typing import ClassVar

from domain.events.event import Event
from domain.templates import TemplateMetadata, TemplateSource


class TemplateRegistered(Event):
    """A version of a template is in use from now on: a new one, or an earlier one again.

    Its text is part of the fact: a file may be edited or deleted, the version stays what it was.
    """

    stored_as: ClassVar = "template.registered"

    metadata: TemplateMetadata
    sources: tuple[TemplateSource, ...]  # its own text first; none: the one that the program ships


class TemplateDisabled(Event):
    """A template is not selected any more."""

    stored_as: ClassVar = "template.disabled"

    template_id: str
