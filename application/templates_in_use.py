"""Rendering with the catalogue as it is: ours in this process, users' in the sandbox."""

from collections.abc import Callable
from pathlib import PurePosixPath

from application.ports.templates import Sandboxed, Templates, TemplateSandbox
from domain.entities import SystemSpec
from domain.generation.artefacts import ARTEFACTS
from domain.template_catalogue import TemplateCatalogue
from domain.templates import (
    TemplateInput,
    TemplateMetadata,
    TemplateOutput,
    TemplateVersion,
    fell_back,
    rendered,
)

_PATHS = {artefact.template_id: artefact.path for artefact in ARTEFACTS}


class TemplatesInUse:
    """The port `Templates` over a catalogue that changes."""

    def __init__(
        self,
        catalogue: Callable[[], TemplateCatalogue],
        *,
        packaged: Templates,
        sandbox: TemplateSandbox,
    ) -> None:
        self._catalogue = catalogue
        self._packaged = packaged
        self._sandbox = sandbox

    @property
    def catalogue(self) -> TemplateCatalogue:
        """As the port says."""
        return self._catalogue()

    def render(self, template: TemplateVersion, template_input: TemplateInput) -> TemplateOutput:
        """As the port says."""
        if template.is_packaged:
            return self._packaged.render(template, template_input)
        python = _writes_python(template.metadata)
        done = self._sandbox.render(template.sources, template_input, python=python)
        return _output(template.metadata, done)

    def render_shared(self, template: TemplateVersion, system: SystemSpec) -> TemplateOutput:
        """As the port says."""
        if template.is_packaged:
            return self._packaged.render_shared(template, system)
        python = _writes_python(template.metadata)
        done = self._sandbox.render_shared(template.sources, system, python=python)
        return _output(template.metadata, done)


def artefact_path(metadata: TemplateMetadata) -> str:
    """The path of what a template writes, as far as a build knows it; else that of its own file.

    >>> from domain.generation.catalogue import CATALOGUE
    >>> artefact_path(CATALOGUE[0])
    'app/models/{module}.py'
    """
    path = metadata.output_path or _PATHS.get(metadata.replaces or metadata.template_id)
    return path or metadata.template_path.removesuffix(".j2")


def _writes_python(metadata: TemplateMetadata) -> bool:
    return PurePosixPath(artefact_path(metadata)).suffix == ".py"


def _output(metadata: TemplateMetadata, done: Sandboxed) -> TemplateOutput:
    return fell_back(metadata, done.problem) if done.problem else rendered(metadata, done.text)
