"""The templates that ship with the program, rendered in this process: they are our own code.

Those of users are rendered elsewhere, see `templates_sandbox.py`. What a template cannot render
becomes a fallback with its reason; what to do then is decided elsewhere.
"""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from threading import Lock
from typing import Any

from jinja2 import FileSystemLoader, TemplateError

import templates
from domain.entities import SystemSpec
from domain.errors import InvalidSpecError
from domain.generation.catalogue import CATALOGUE
from domain.generation.views import SystemViews
from domain.template_catalogue import TemplateCatalogue
from domain.templates import (
    TemplateInput,
    TemplateMetadata,
    TemplateOutput,
    TemplateVersion,
    fell_back,
    rendered,
)
from infrastructure.adapters.templates_environment import packaged_environment

ROOT = Path(templates.__file__).parent
# A bug of ours falls back as well, with its reason in the warning.
_RENDER_ERRORS = (TemplateError, TypeError, ValueError, KeyError, AttributeError, ZeroDivisionError)


class JinjaTemplates:
    """The port `Templates`; keeps the contexts of the last system that was asked for."""

    def __init__(
        self,
        packaged: Sequence[TemplateMetadata] = CATALOGUE,
        roots: Sequence[Path] = (ROOT,),
    ) -> None:
        self.catalogue = TemplateCatalogue.shipped(packaged)
        self._environment = packaged_environment(FileSystemLoader([str(root) for root in roots]))
        self._lock = Lock()
        self._last: tuple[SystemSpec, SystemViews] | None = None

    def render(self, template: TemplateVersion, template_input: TemplateInput) -> TemplateOutput:
        """As the port says."""
        entity = template_input.entity
        return self._render(
            template.metadata, template_input.system, lambda views: views.of_entity(entity)
        )

    def render_shared(self, template: TemplateVersion, system: SystemSpec) -> TemplateOutput:
        """As the port says."""
        return self._render(template.metadata, system, SystemViews.of_system)

    def _render(
        self,
        metadata: TemplateMetadata,
        system: SystemSpec,
        read: Callable[[SystemViews], Mapping[str, Any]],
    ) -> TemplateOutput:
        try:
            context = read(self._views(system))
        except (InvalidSpecError, KeyError, ValueError) as error:
            return fell_back(metadata, f"{system.name}: {error}")
        try:
            template = self._environment.get_template(metadata.template_path)
            text = template.render(context)
        except _RENDER_ERRORS as error:
            return fell_back(metadata, f"{type(error).__name__}: {error}")
        return rendered(metadata, text)

    def _views(self, system: SystemSpec) -> SystemViews:
        with self._lock:
            if self._last is None or self._last[0] is not system:
                self._last = (system, SystemViews(system))
            return self._last[1]
