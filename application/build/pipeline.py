"""One build: recognise every request, decide the schema, generate, review, write, test, record.

Nothing is written before everything is known to be good: a request that cannot be understood, a
specification that cannot be built or an artefact that a rule rejects leaves the folder as it was.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import JsonValue

from application.build.asks import Ask
from application.build.edits import paths, sentence
from application.build.migrations import migrations_of
from application.build.produced import Build, Produced
from application.build.report import BuildReport, BuildTotals
from application.build.verdicts import ReviewCode, Verdict, review_artefacts
from application.calibration import Calibration
from application.generation.generate import Generation, Generator
from application.ports.clock import Clock
from application.ports.generated_tests import GeneratedTests, SuiteOutcome
from application.ports.import_check import ImportCheck
from application.ports.journal import Journal
from application.ports.output_folder import OutputFile, OutputFolder, Written
from domain.consistency import check_system
from domain.digests import digest
from domain.entities import Asked, SystemSpec
from domain.errors import ModelNeededError
from domain.events import GenerationRecorded, TemplateFellBack
from domain.generation.migration import FOLDER
from domain.generation.regeneration import CONFLICTING, KEEPING, Fate
from domain.naming import EntityNames, name_system
from domain.review import Outcome

if TYPE_CHECKING:
    from application.build.mending import Mended
    from application.smart_retry import SmartRetry

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Baseline:
    """What an entity costs with a model at every step."""

    tokens: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Pipeline:
    """The parts that every build needs."""

    generator: Generator
    templates_enabled: bool
    review: Callable[[], ReviewCode]  # with the rules of this moment
    imports: ImportCheck
    output: OutputFolder
    tests: GeneratedTests
    journal: Journal
    clock: Clock
    baseline: Baseline
    calibration: Callable[[], Calibration]
    retry: Callable[[], "SmartRetry"] | None = None  # None: switched off

    def produce(
        self,
        system: SystemSpec,
        asks: Sequence[Ask],
        *,
        out: Path,
        started: float,
        progress: Progress,
    ) -> Produced:
        """Build `system` into `out`; `started` is when the clock began to run for the totals.

        The schema and the reviews are recorded before the folder is written, so a store that
        refuses leaves it as it was; what was written is recorded after it is there.
        """
        if not self.templates_enabled:
            raise ModelNeededError(
                asks[0].text, "templates are switched off by BAES_ENABLE_TEMPLATES"
            )
        system = check_system(system)
        names = name_system(system)
        asks = [one if one.entity in names else replace(one, entity=None) for one in asks]
        new = (Asked(text=one.text, entity=one.shown_entity) for one in asks)
        asked = tuple(dict.fromkeys((*self.output.requests(out), *new)))
        system = system.model_copy(update={"requests": asked})
        progress("generating", 0, 4)
        generation = self.generator.generate(system)
        self._refuse_fallbacks(generation, asks)
        progress("generating", 1, 4)
        verdicts, mended = self._review(generation)
        if mended is not None:
            generation, verdicts = mended.generation, mended.verdicts
        progress("generating", 2, 4)
        rejected = tuple(
            sentence
            for verdict in verdicts
            if verdict.outcome is Outcome.CONFIDENT_REJECTION
            for sentence in verdict.complaints()
        )
        repairs = mended.events if mended is not None else {}
        build = Build(system, names, generation, verdicts, tuple(asks), repairs)
        self.journal.record_all(
            (event, ask.request_id)
            for ask in asks
            for event in (*(() if rejected else ask.events), *build.reviewed(ask))
        )
        progress("generating", 3, 4)
        written = None if rejected else self._write(system, names, generation, out)
        if written is not None:
            self.journal.record_all(
                (event, ask.request_id) for ask in asks for event in build.generated(ask, written)
            )
        progress("generating", 4, 4)
        seconds = self.clock.elapsed() - started
        return Produced(
            build,
            written,
            out=out,
            seconds=seconds,
            rejected=(*rejected, *(mended.left if mended is not None else ())),
            repaired=mended.repaired if mended is not None and not rejected else (),
        )

    def _review(self, generation: Generation) -> "tuple[Sequence[Verdict], Mended | None]":
        """The verdicts on what was generated, or on what a repair made of it."""
        review = self.review()
        review_all = partial(
            review_artefacts, review=review, imports=self.imports, clock=self.clock
        )
        verdicts = review_all(generation.files)
        rejected = any(one.outcome is Outcome.CONFIDENT_REJECTION for one in verdicts)
        if not rejected or self.retry is None:
            return verdicts, None
        # Loaded only here: what repairs code takes longer to load than a build of a system.
        from application.build.mending import mend_artefacts  # noqa: PLC0415 - see above

        return verdicts, mend_artefacts(
            generation, verdicts, retry=self.retry(), review=review, review_all=review_all
        )

    def finish(self, produced: Produced, *, test: bool) -> BuildReport:
        """Run the tests that were generated, if asked to, and record what each request cost."""
        suite = None
        if test and not produced.rejected:
            suite = self.tests.run(produced.out.resolve())
            self._learn(produced, suite)
        return self._report(produced, suite)

    def _learn(self, produced: Produced, suite: SuiteOutcome) -> None:
        """Verdicts on what was reviewed; what a person edited was reviewed as it was before."""
        if produced.written is None or produced.written.edits:
            return
        judged = produced.build.judged_by_tests(suite)
        if judged:
            request_id = produced.build.asks[-1].request_id
            self.calibration().give_all(judged, given_by="tests", request_id=request_id)

    def _refuse_fallbacks(self, generation: Generation, asks: Sequence[Ask]) -> None:
        if not generation.fallbacks:
            return
        first = asks[0]
        events = [
            TemplateFellBack(
                template_id=one.template_id,
                entity=one.entity,
                swea_type=one.swea_type,
                reason=one.reason,
            )
            for one in generation.fallbacks
        ]
        self.journal.record(*events, request_id=first.request_id)
        one = generation.fallbacks[0]
        raise ModelNeededError(first.text, f"no template could write {one.path}: {one.reason}")

    def _write(
        self,
        system: SystemSpec,
        names: Mapping[str, EntityNames],
        generation: Generation,
        out: Path,
    ) -> Written:
        files = [
            OutputFile(one.path, one.text, digest(one.text), one.template_id, one.template_version)
            for one in generation.files
        ]
        scripts = self.output.names(out, FOLDER)
        files += migrations_of(self.output.generated(out), scripts, generation)
        entities: dict[str, JsonValue] = {
            name: {
                "class": one.class_name,
                "table": one.table,
                "path": f"/api/{one.path}",
                "id": one.id,
                "fields": {key: field.name for key, field in one.fields.items()},
            }
            for name, one in names.items()
        }
        return self.output.write(
            out, system=system.name, requests=system.requests, files=files, entities=entities
        )

    def _report(self, produced: Produced, suite: SuiteOutcome | None) -> BuildReport:
        build, seconds = produced.build, produced.seconds
        share = build.shared_seconds(seconds) / len(build.asks)
        rows, recorded = [], []
        for ask in build.asks:
            tests = build.tests(ask, suite)
            metrics = build.metrics(ask, self.clock, share=share, tests=tests)
            event = GenerationRecorded(metrics=metrics, tests_run=tests is not None)
            recorded.append((event, ask.request_id))
            rows.append(build.row(ask, metrics, tests))
        self.journal.record_all(recorded)
        tokens = sum(row.tokens for row in rows)
        baseline = self.baseline
        totals = BuildTotals(
            seconds=seconds,
            tokens=tokens,
            token_reduction_pct=100 * (1 - tokens / (baseline.tokens * len(rows))),
            time_reduction_pct=100 * (1 - seconds / (baseline.seconds * len(rows))),
        )
        failures = [one for file in suite.files for one in file.failures] if suite else []
        if suite and suite.problem:
            failures.append(suite.problem)
        edits = produced.written.edits if produced.written else ()
        return BuildReport(
            out=str(produced.out),
            system=build.system.name,
            requests=tuple(rows),
            totals=totals,
            rejected=produced.rejected,
            repaired=produced.repaired,
            merged=paths(edits, {Fate.MERGED}),
            conflicts=paths(edits, CONFLICTING),
            kept=paths(edits, KEEPING),
            edits=tuple(sentence(edit) for edit in edits),
            failures=tuple(failures),
        )
