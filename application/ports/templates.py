"""The templates that code is generated from: how they are read, checked and rendered."""

from dataclasses import dataclass
from typing import Protocol

from domain.entities import SystemSpec
from domain.template_catalogue import TemplateCatalogue
from domain.templates import TemplateInput, TemplateOutput, TemplateSource, TemplateVersion


class Templates(Protocol):
    """What generation needs. Thread-safe."""

    @property
    def catalogue(self) -> TemplateCatalogue:
        """Which templates there are, as it is now: ask once for each system that is generated."""
        ...

    def render(self, template: TemplateVersion, template_input: TemplateInput) -> TemplateOutput:
        """The code of one entity, not formatted yet.

        What cannot be rendered gives `fallback_used` and a warning with the reason, no error.
        """
        ...

    def render_shared(self, template: TemplateVersion, system: SystemSpec) -> TemplateOutput:
        """The code of a file that the whole system shares; as `render`."""
        ...


class TemplateFolder(Protocol):
    """Where users put their templates; what the program ships can be read through it as well."""

    def read(self, template_path: str) -> tuple[TemplateSource, ...]:
        """A template and every part of the folder that it includes, the template first.

        InvalidTemplateError for a path that leads out of the folder, a file that is missing or no
        text, a syntax error (with its line) and an include whose name only shows when it runs.
        """
        ...

    def packaged(self, template_path: str) -> TemplateSource:
        """The text of a template that the program ships."""
        ...


@dataclass(frozen=True, slots=True)
class Sandboxed:
    """What a user's template gave: its text, or the reason why there is none."""

    text: str = ""
    problem: str = ""


class TemplateSandbox(Protocol):
    """Renders users' templates where they can reach nothing, in limited time. Thread-safe."""

    def check(self, sources: tuple[TemplateSource, ...]) -> None:
        """InvalidTemplateError for what no template can be made of, such as an unknown filter."""
        ...

    def render(
        self, sources: tuple[TemplateSource, ...], template_input: TemplateInput, *, python: bool
    ) -> Sandboxed:
        """One entity; never raises for what the template does. `python`: its text must be some."""
        ...

    def render_shared(
        self, sources: tuple[TemplateSource, ...], system: SystemSpec, *, python: bool
    ) -> Sandboxed:
        """As `render`, for the whole system."""
        ...

    def close(self) -> None:
        """End what was started. Closing twice is fine."""
        ...
