"""The templates that code is generated from."""

from typing import Protocol

from domain.entities import SystemSpec
from domain.templates import SweaType, TemplateInput, TemplateMetadata, TemplateOutput


class Templates(Protocol):
    """The seed's TemplateRegistry. Thread-safe."""

    def list(self, swea_type: SweaType | None = None) -> tuple[TemplateMetadata, ...]:
        """The catalogue, in its order; of one SWEA type if given."""
        ...

    def get(self, template_id: str) -> TemplateMetadata:
        """One template; UnknownTemplateError names those that there are."""
        ...

    def select(
        self, entity_type: str, swea_type: SweaType, *, requires_custom_logic: bool = False
    ) -> TemplateMetadata | None:
        """The template of that SWEA for an entity; None when there is none for it.

        A template that names the entity type goes before one for any (`*`); custom logic is not
        written by templates.
        """
        ...

    def render(self, template_id: str, template_input: TemplateInput) -> TemplateOutput:
        """The code of one entity, not formatted yet.

        What cannot be rendered gives `fallback_used` and a warning with the reason, no error;
        UnknownTemplateError is raised for an id that is not in the catalogue.
        """
        ...

    def render_shared(self, template_id: str, system: SystemSpec) -> TemplateOutput:
        """The code of a file that the whole system shares; as `render`."""
        ...
