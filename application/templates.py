"""The template registry as a service: commands on its stream, queries on its state, rendering."""

import builtins
from collections.abc import Callable, Mapping
from typing import Any

from application.event_sourced import EventSourced
from application.ports.clock import Clock
from application.ports.event_log import EventLog
from application.ports.formatter import Formatter
from application.ports.journal import Journal
from application.ports.templates import TemplateFolder, Templates, TemplateSandbox
from application.template_rendering import RecordedRendering
from application.template_validation import (
    Progress,
    TemplateValidation,
    TemplateValidator,
    nothing_shown,
)
from application.templates_in_use import TemplatesInUse
from domain import template_catalogue
from domain.errors import InvalidTemplateError
from domain.template_catalogue import TemplateCatalogue
from domain.template_checks import parse_metadata, swea_type_of
from domain.templates import (
    SweaType,
    TemplateInput,
    TemplateMetadata,
    TemplateOutput,
    TemplateSource,
    TemplateVersion,
)


class TemplateRegistry:
    """Thread-safe. Each query reads what is new in the stream, so every process sees the same."""

    def __init__(
        self,
        *,
        log: EventLog,
        journal: Journal,
        clock: Clock,
        packaged: Templates,
        formatter: Formatter,
        folder: TemplateFolder,
        sandbox: TemplateSandbox,
        validator: Callable[[], TemplateValidator],
    ) -> None:
        shipped = packaged.catalogue
        self._aggregate = EventSourced(template_catalogue.STREAM, shipped, log=log, clock=clock)
        self._folder = folder
        self._sandbox = sandbox
        self._validator = validator
        self.in_use = TemplatesInUse(lambda: self.catalogue, packaged=packaged, sandbox=sandbox)
        self._rendering = RecordedRendering(
            self.in_use, formatter=formatter, journal=journal, clock=clock
        )

    @property
    def catalogue(self) -> TemplateCatalogue:
        """Every template with its versions, now."""
        return self._aggregate.current()

    def list(
        self, swea_type: SweaType | str | None = None, *, enabled_only: bool = True
    ) -> tuple[TemplateMetadata, ...]:
        """The templates of a SWEA type (InvalidRequestError) or all, as they joined."""
        wanted = None if swea_type is None else swea_type_of(swea_type)
        found = self.catalogue.list(wanted, enabled_only=enabled_only)
        return tuple(one.metadata for one in found)

    def get(self, template_id: str) -> TemplateMetadata:
        """UnknownTemplateError names those that there are."""
        return self.catalogue.get(template_id).metadata

    def select(
        self,
        entity_type: str,
        swea_type: SweaType | str,
        requires_custom_logic: bool = False,  # noqa: FBT001, FBT002 - the seed's signature
    ) -> TemplateMetadata | None:
        """The template of that SWEA for an entity; None when there is none for it.

        One that names the entity goes before one for any (`*`); custom logic is not written by
        templates.
        """
        wanted = swea_type_of(swea_type)
        if requires_custom_logic:
            return None
        found = self.catalogue.select(entity_type, wanted)
        return found.metadata if found else None

    def render(
        self,
        template_id: str,
        template_input: TemplateInput | Mapping[str, Any],
        *,
        request_id: str = "",
    ) -> TemplateOutput:
        """The code of one entity, or of the system where the template is for that; not formatted.

        What cannot be rendered gives `fallback_used` and a warning with the reason, no error;
        UnknownTemplateError is raised for an id that is not in the catalogue.
        """
        return self._rendering.render(
            self.catalogue.get(template_id), template_input, request_id=request_id
        )

    def preview(
        self,
        template_id: str,
        template_input: TemplateInput | Mapping[str, Any],
        *,
        request_id: str = "",
    ) -> TemplateOutput:
        """As `render`, and formatted as a build would."""
        return self._rendering.preview(
            self.catalogue.get(template_id), template_input, request_id=request_id
        )

    def sources(self, template: TemplateVersion) -> tuple[TemplateSource, ...]:
        """The text of a version, and of the parts of the user's that it includes."""
        if template.is_packaged:
            return (self._folder.packaged(template.metadata.template_path),)
        return template.sources

    def register(
        self, metadata: TemplateMetadata | Mapping[str, Any], *, request_id: str = ""
    ) -> TemplateMetadata:
        """Use a template of the template folder from now on; its text is kept with the version.

        DuplicateTemplateError, InvalidTemplateError.
        """
        asked = metadata if isinstance(metadata, TemplateMetadata) else parse_metadata(metadata)
        sources = self._folder.read(asked.template_path)
        self._sandbox.check(sources)
        self._aggregate.command(
            lambda state: template_catalogue.register(state, asked, sources), request_id
        )
        return self.get(asked.template_id)

    def disable(self, template_id: str, *, request_id: str = "") -> TemplateMetadata:
        """UnknownTemplateError."""
        self._aggregate.command(
            lambda state: template_catalogue.disable(state, template_id), request_id
        )
        return self.get(template_id)

    def restore(
        self, template_id: str, version: str | None = None, *, request_id: str = ""
    ) -> TemplateMetadata:
        """Use a disabled template, or an earlier version, again. UnknownTemplateError."""
        self._aggregate.command(
            lambda state: template_catalogue.restore(state, template_id, version), request_id
        )
        return self.get(template_id)

    def validate(
        self, template_id: str, *, progress: Progress = nothing_shown
    ) -> TemplateValidation:
        """Generate five systems with the version in use, review, import and run them.

        UnknownTemplateError.
        """
        return self._validator().validate([self.catalogue.get(template_id)], progress)[0]

    def validate_all(
        self, *, progress: Progress = nothing_shown
    ) -> builtins.list[TemplateValidation]:
        """The same for every template that is not disabled."""
        return self._validator().validate(self.catalogue.list(), progress)

    def changed_files(self) -> dict[str, str]:
        """By id, templates whose file is not what was registered any more, and how."""
        found = {}
        for template in self.catalogue.list(enabled_only=False):
            if template.is_packaged:
                continue
            metadata = template.metadata
            try:
                now = self._folder.read(metadata.template_path)
            except InvalidTemplateError as error:
                found[metadata.template_id] = error.message
            else:
                if now != template.sources:
                    found[metadata.template_id] = "edited; register it with a higher version"
        return found
