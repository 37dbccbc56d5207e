"""Users' templates in a process of their own: little time, little memory, nothing to reach."""

from pathlib import Path
from typing import Any

import domain
from application.ports.templates import Sandboxed
from domain.entities import SystemSpec
from domain.errors import InvalidTemplateError
from domain.templates import TemplateInput, TemplateSource
from infrastructure.adapters import templates_worker
from infrastructure.adapters.worker_process import WorkerProcess


class SubprocessTemplates(WorkerProcess):
    """The port `TemplateSandbox`. One rendering at a time."""

    def __init__(
        self,
        *,
        seconds: float = 5.0,
        memory_bytes: int = 1 << 28,
        output_characters: int = 1 << 20,
    ) -> None:
        """Limits of one rendering."""
        root = Path(domain.__file__).parent.parent
        super().__init__("the sandbox", str(Path(templates_worker.__file__)), str(root))
        self._limits = {
            "seconds": seconds,
            "memory_bytes": memory_bytes,
            "characters": output_characters,
        }

    def check(self, sources: tuple[TemplateSource, ...]) -> None:
        """As the port says."""
        answer = self._answer({"do": "check", "sources": _plain(sources)})
        if answer["problem"]:
            raise InvalidTemplateError(
                answer.get("name") or sources[0].path, answer["problem"], line=answer.get("line")
            )

    def render(
        self, sources: tuple[TemplateSource, ...], template_input: TemplateInput, *, python: bool
    ) -> Sandboxed:
        """As the port says."""
        return self._rendered(
            sources,
            template_input.system,
            python=python,
            entity=template_input.entity.name,
            standards_context=template_input.standards_context,
        )

    def render_shared(
        self, sources: tuple[TemplateSource, ...], system: SystemSpec, *, python: bool
    ) -> Sandboxed:
        """As the port says."""
        return self._rendered(sources, system, python=python, entity=None)

    def _rendered(
        self, sources: tuple[TemplateSource, ...], system: SystemSpec, **more: object
    ) -> Sandboxed:
        job = {"do": "render", "sources": _plain(sources), "system": system.model_dump_json()}
        answer = self._answer(job | more)
        return Sandboxed(answer.get("text", ""), answer["problem"])

    def _answer(self, job: dict[str, Any]) -> dict[str, Any]:
        try:
            answer = self._ask(job | self._limits, seconds=float(self._limits["seconds"]))
        except (OSError, ValueError) as error:
            return {"problem": f"the sandbox does not answer: {error}"}
        return answer if isinstance(answer, dict) else {"problem": "the sandbox gave no answer"}


def _plain(sources: tuple[TemplateSource, ...]) -> list[tuple[str, str]]:
    return [(one.path, one.text) for one in sources]
