"""Rendering for a kernel that generates by itself: what came of it is recorded."""

from collections.abc import Mapping
from typing import Any

from application.ports.clock import Clock
from application.ports.formatter import Formatter
from application.ports.journal import Journal
from application.ports.templates import Templates
from application.templates_in_use import artefact_path
from domain.errors import InvalidSpecError, UnreadableCodeError
from domain.events import Event, TemplateFellBack, TemplateRendered
from domain.generation.artefacts import SHARED
from domain.template_checks import MODULE
from domain.template_input import checked_input
from domain.templates import TemplateInput, TemplateOutput, TemplateVersion, fell_back

Given = TemplateInput | Mapping[str, Any]


class RecordedRendering:
    """Holds no state between calls."""

    def __init__(
        self, templates: Templates, *, formatter: Formatter, journal: Journal, clock: Clock
    ) -> None:
        self._templates = templates
        self._formatter = formatter
        self._journal = journal
        self._clock = clock

    def render(self, template: TemplateVersion, given: Given, *, request_id: str) -> TemplateOutput:
        """As the registry says."""
        started = self._clock.elapsed()
        entity = None
        try:
            asked = checked_input(given)
        except InvalidSpecError as error:
            output = fell_back(template.metadata, error.message)
        else:
            if template.metadata.template_id in SHARED:
                output = self._templates.render_shared(template, asked.system)
            else:
                entity = asked.entity.name
                output = self._templates.render(template, asked)
        seconds = self._clock.elapsed() - started
        self._journal.record(_fact(template, entity, output, seconds), request_id=request_id)
        return output

    def preview(
        self, template: TemplateVersion, given: Given, *, request_id: str
    ) -> TemplateOutput:
        """As the registry says."""
        output = self.render(template, given, request_id=request_id)
        if output.fallback_used:
            return output
        path = artefact_path(template.metadata).replace(MODULE, "module")
        try:
            text = self._formatter.format({path: output.generated_code})[path]
        except UnreadableCodeError as error:
            return fell_back(template.metadata, error.message)
        return output.model_copy(update={"generated_code": text})


def _fact(
    template: TemplateVersion, entity: str | None, output: TemplateOutput, seconds: float
) -> Event:
    metadata = template.metadata
    if output.fallback_used:
        return TemplateFellBack(
            template_id=metadata.template_id,
            entity=entity,
            swea_type=metadata.swea_type,
            reason=output.warnings[0],
        )
    return TemplateRendered(
        template_id=metadata.template_id,
        template_version=metadata.version,
        entity=entity,
        swea_type=metadata.swea_type,
        seconds=seconds,
    )
