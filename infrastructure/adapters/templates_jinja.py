"""Templates in Jinja2, in a sandbox, from the package `templates`.

Values reach the output through literal filters only; a forgotten variable is an error. What a
template cannot render becomes a fallback with its reason; what to do then is decided elsewhere.
"""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from threading import Lock
from typing import Any
from urllib.parse import quote

from jinja2 import FileSystemLoader, StrictUndefined, TemplateError
from jinja2.sandbox import SandboxedEnvironment

import templates
from domain.entities import SystemSpec
from domain.errors import InvalidSpecError, UnknownTemplateError
from domain.generation.catalogue import CATALOGUE
from domain.generation.literals import py_docstring, py_literal, sql_literal, sql_name
from domain.generation.views import SystemViews
from domain.naming import pascal_case, plural, snake_case
from domain.templates import SweaType, TemplateInput, TemplateMetadata, TemplateOutput

ROOT = Path(templates.__file__).parent
# What a template of a user may raise when its values do not fit; a bug of ours is one, too, and
# falls back as well, with its reason in the warning.
_RENDER_ERRORS = (TemplateError, TypeError, ValueError, KeyError, AttributeError, ZeroDivisionError)


def sa_text(sql: str) -> str:
    """SQL for `sqlalchemy.text`, which takes a colon for a parameter."""
    return sql.replace(":", "\\:")


def url_part(value: object) -> str:
    """A value as one part of a path, for text between quotes."""
    return quote(str(value), safe="")


def markdown(text: str) -> str:
    """Text for one line of Markdown: what would be markup is escaped."""
    printable = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return re.sub(r"([\\\\`*_{}\[\]<>()#+!|~])", r"\\\1", printable)


def make_environment(roots: Sequence[Path]) -> SandboxedEnvironment:
    """The environment of all templates; the first root that has a file wins."""
    environment = SandboxedEnvironment(
        loader=FileSystemLoader([str(root) for root in roots]),
        autoescape=False,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
    )
    environment.filters |= {
        "py_docstring": py_docstring,
        "py_literal": py_literal,
        "sql_literal": sql_literal,
        "sql_name": sql_name,
        "sa_text": sa_text,
        "url_part": url_part,
        "markdown": markdown,
        "snake_case": snake_case,
        "pascal_case": pascal_case,
        "plural": plural,
    }
    return environment


class JinjaTemplates:
    """The catalogue and its rendering; keeps the contexts of the last system that was asked for."""

    def __init__(
        self,
        catalogue: Sequence[TemplateMetadata] = CATALOGUE,
        roots: Sequence[Path] = (ROOT,),
    ) -> None:
        self._catalogue = {metadata.template_id: metadata for metadata in catalogue}
        self._environment = make_environment(roots)
        self._lock = Lock()
        self._last: tuple[SystemSpec, SystemViews] | None = None

    def list(self, swea_type: SweaType | None = None) -> tuple[TemplateMetadata, ...]:
        """As the port says."""
        return tuple(
            metadata
            for metadata in self._catalogue.values()
            if swea_type is None or metadata.swea_type == swea_type
        )

    def get(self, template_id: str) -> TemplateMetadata:
        """As the port says."""
        if template_id not in self._catalogue:
            raise UnknownTemplateError(template_id, self._catalogue)
        return self._catalogue[template_id]

    def select(
        self, entity_type: str, swea_type: SweaType, *, requires_custom_logic: bool = False
    ) -> TemplateMetadata | None:
        """As the port says."""
        if requires_custom_logic:
            return None
        fitting = [m for m in self.list(swea_type) if {entity_type, "*"} & set(m.entity_types)]
        named = [metadata for metadata in fitting if entity_type in metadata.entity_types]
        return next(iter(named or fitting), None)

    def render(self, template_id: str, template_input: TemplateInput) -> TemplateOutput:
        """As the port says."""
        metadata = self.get(template_id)
        try:
            context = self._views(template_input.system).of_entity(template_input.entity)
        except (InvalidSpecError, KeyError, ValueError) as error:
            return _fallback(metadata, f"{template_input.entity.name}: {error}")
        return self._render(metadata, context)

    def render_shared(self, template_id: str, system: SystemSpec) -> TemplateOutput:
        """As the port says."""
        metadata = self.get(template_id)
        try:
            context = self._views(system).of_system()
        except (InvalidSpecError, KeyError, ValueError) as error:
            return _fallback(metadata, str(error))
        return self._render(metadata, context)

    def _views(self, system: SystemSpec) -> SystemViews:
        with self._lock:
            if self._last is None or self._last[0] is not system:
                self._last = (system, SystemViews(system))
            return self._last[1]

    def _render(self, metadata: TemplateMetadata, context: Mapping[str, Any]) -> TemplateOutput:
        try:
            template = self._environment.get_template(metadata.template_path)
            text = template.render(context)
        except _RENDER_ERRORS as error:
            return _fallback(metadata, f"{type(error).__name__}: {error}")
        return TemplateOutput(
            generated_code=text,
            template_id=metadata.template_id,
            template_version=metadata.version,
        )


def _fallback(metadata: TemplateMetadata, reason: str) -> TemplateOutput:
    return TemplateOutput(
        generated_code="",
        template_id=metadata.template_id,
        template_version=metadata.version,
        warnings=(reason,),
        fallback_used=True,
    )
