"""What a build produced, and which request each part of it belongs to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from application.build.asks import Ask
from application.build.measure import measure
from application.build.report import BuiltRequest, TestCounts
from application.build.verdicts import Verdict, worst
from application.generation.generate import GeneratedFile, Generation
from application.ports.clock import Clock
from application.ports.generated_tests import SuiteOutcome
from application.ports.output_folder import Written
from domain.digests import digest
from domain.entities import SystemSpec
from domain.events import ArtefactGenerated, CodeValidated, Event, TemplateRendered
from domain.events.review import VerdictWord
from domain.generation.artefacts import SCHEMA_PATH
from domain.metrics import PerformanceMetrics
from domain.naming import EntityNames
from domain.templates import SweaType

TESTED = {SweaType.BACKEND, SweaType.DATABASE}


@dataclass(frozen=True, slots=True)
class Build:
    """What was generated, and which request each part of it belongs to."""

    system: SystemSpec
    names: Mapping[str, EntityNames]
    generation: Generation
    verdicts: Sequence[Verdict]
    asks: tuple[Ask, ...]
    repairs: Mapping[str, Sequence[Event]] = field(default_factory=dict)  # by path

    def reviewed(self, ask: Ask) -> list[Event]:
        """What was rendered, repaired and reviewed for one request."""
        files = self._made_by(ask)
        rendered = [
            TemplateRendered(
                template_id=one.template_id,
                template_version=one.template_version,
                entity=one.entity,
                swea_type=one.swea_type,
                seconds=one.seconds,
            )
            for one in files
        ]
        paths = {one.path for one in files}
        validated = [one.event() for one in self.verdicts if one.artefact.path in paths]
        repairs = [event for one in files for event in self.repairs.get(one.path, ())]
        return [*rendered, *repairs, *validated]

    def generated(self, ask: Ask, written: Written) -> list[Event]:
        """The files of one request as they lie in the folder now: as generated, or as merged with
        what a person edited. One that a person's edit keeps as it is was not generated.
        """
        edits = {edit.path: edit for edit in written.edits}
        texts = {
            one.path: edit.text if (edit := edits.get(one.path)) else one.text
            for one in self.generation.files
        }
        return [
            ArtefactGenerated(
                system=self.system.name,
                entity=one.entity,
                path=one.path,
                content_sha256=digest(text),
                size_bytes=len(text.encode()),
                template_id=one.template_id,
                template_version=one.template_version,
            )
            for one in self._made_by(ask)
            if (text := texts[one.path]) is not None
        ]

    def tests(self, ask: Ask, suite: SuiteOutcome | None) -> TestCounts | None:
        """The tests of the entity that was asked about; None where none were run."""
        if suite is None or ask.entity is None:
            return None
        return self._tests_of(ask.entity, suite)

    def judged_by_tests(self, suite: SuiteOutcome) -> list[tuple[CodeValidated, VerdictWord]]:
        """What the tests of each entity say of the reviews of the code that they ran.

        They call the API over its database, so they say nothing about pages or about themselves.
        """
        if suite.problem:
            return []
        judged: list[tuple[CodeValidated, VerdictWord]] = []
        for entity in self.names:
            counts = self._tests_of(entity, suite)
            if not counts.passed and not counts.failed:
                continue
            word: VerdictWord = "reject" if counts.failed else "approve"
            judged += [
                (one.event(), word)
                for one in self.verdicts
                if one.artefact.entity == entity and one.artefact.swea_type in TESTED
            ]
        return judged

    def _tests_of(self, entity: str, suite: SuiteOutcome) -> TestCounts:
        module = self.names[entity].module
        paths = {f"tests/test_{module}.py", f"tests/test_{module}_links.py"}
        found = [one for one in suite.files if one.path in paths]
        return TestCounts(
            passed=sum(one.passed for one in found), failed=sum(one.failed for one in found)
        )

    def shared_seconds(self, wall: float) -> float:
        """What of the wall time belongs to no single request."""
        own = sum(
            one.artefact.seconds + one.seconds
            for one in self.verdicts
            if one.artefact.entity is not None
        )
        return max(0.0, wall - own - sum(ask.seconds for ask in self.asks))

    def metrics(
        self, ask: Ask, clock: Clock, *, share: float, tests: TestCounts | None
    ) -> PerformanceMetrics:
        """What one request cost; the work for the whole system is shared by all requests."""
        paths = {one.path for one in self._made_by(ask) if one.entity is not None}
        made = [one for one in self.verdicts if one.artefact.path in paths]
        return measure(
            ask,
            made=made,
            judged=self._of(ask),
            now=clock.now(),
            extra_seconds=share,
            tests_passed=tests is not None and tests.failed == 0 and tests.passed > 0,
        )

    def row(self, ask: Ask, metrics: PerformanceMetrics, tests: TestCounts | None) -> BuiltRequest:
        """One line of the report."""
        verdicts = self._of(ask)
        return BuiltRequest(
            request_id=ask.request_id,
            text=ask.text,
            entity=ask.shown_entity,
            intent=ask.intent,
            source=ask.source,
            seconds=metrics.total_time,
            tokens=metrics.total_tokens,
            template_used=bool(verdicts),
            review=worst(one.outcome for one in verdicts if one.counts),
            tests=tests,
            files=tuple(one.artefact.path for one in verdicts if one.artefact.entity),
            templates=tuple(f"{t} {v}" for t, v in sorted(_templates_of(verdicts))),
        )

    def _of(self, ask: Ask) -> list[Verdict]:
        """The artefacts that answer a request: the entity's own, or the system's if it is gone."""
        return [
            one
            for one in self.verdicts
            if one.artefact.entity == ask.entity or one.artefact.path == SCHEMA_PATH
        ]

    def _made_by(self, ask: Ask) -> list[GeneratedFile]:
        """The files whose facts belong to a request: each to the last one about its entity."""
        last = {one.entity: one for one in self.asks}
        shared_by = self.asks[-1]
        return [
            one
            for one in self.generation.files
            if (last.get(one.entity, shared_by) if one.entity else shared_by) is ask
        ]


def _templates_of(verdicts: Sequence[Verdict]) -> set[tuple[str, str]]:
    """Id and version of the templates behind some files, also where two wrote one."""
    made = (one.artefact for one in verdicts)
    return {
        pair
        for one in made
        for pair in zip(one.template_id.split(", "), one.template_version.split(", "), strict=True)
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Produced:
    """A build whose folder is written, or was refused by a review."""

    build: Build = field(kw_only=False)
    written: Written | None = field(kw_only=False)
    out: Path
    seconds: float
    rejected: tuple[str, ...]
    repaired: tuple[str, ...] = ()
