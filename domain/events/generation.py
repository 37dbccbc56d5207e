"""Facts about what was generated. Content is kept as a digest, never as text."""

from typing import ClassVar

from domain.events.event import Event
from domain.metrics import PerformanceMetrics
from domain.templates import SweaType


class TemplateRendered(Event):
    """A template gave an artefact."""

    stored_as: ClassVar = "generation.template_rendered"

    template_id: str
    template_version: str
    entity: str | None  # None: for the whole system
    swea_type: SweaType
    seconds: float


class TemplateFellBack(Event):
    """No template could be used; `reason` says why."""

    stored_as: ClassVar = "generation.template_fell_back"

    template_id: str | None
    entity: str | None
    swea_type: SweaType
    reason: str


class ArtefactGenerated(Event):
    """A file of the generated system has this content from now on."""

    stored_as: ClassVar = "generation.artefact_generated"

    system: str
    entity: str | None  # None: a file of the whole system
    path: str  # below the output folder, POSIX
    content_sha256: str
    size_bytes: int
    template_id: str
    template_version: str


class ArtefactPatched(Event):
    """A rejected artefact was repaired instead of regenerated.

    Where several rules were mended, the last of the patches carries the tokens of the regeneration.
    """

    stored_as: ClassVar = "generation.artefact_patched"

    path: str
    rule_id: str
    before_sha256: str
    after_sha256: str
    tokens_saved: int


class RegenerationChosen(Event):
    """A rejected artefact was not repaired: it has to be generated again, by whoever wrote it."""

    stored_as: ClassVar = "generation.regeneration_chosen"

    path: str
    content_sha256: str
    rule_ids: tuple[str, ...]  # that rejected it
    rounds: int  # repairs that were tried
    reason: str


class GenerationRecorded(Event):
    """One request is done; carries the whole of its metrics.

    Where its tests were not run, `tests_run` is False and `metrics.test_passed` says nothing.
    """

    stored_as: ClassVar = "generation.recorded"

    metrics: PerformanceMetrics
    tests_run: bool = True
