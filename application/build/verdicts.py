"""The review of every artefact of a build: by rules, and by whether it can be imported at all."""

from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from application.generation.generate import GeneratedFile
from application.ports.clock import Clock
from application.ports.import_check import ImportCheck
from application.review_recording import validated
from domain.events import CodeValidated
from domain.generation.artefacts import SHARED
from domain.review import Outcome, Review

NOT_CHECKED = "not checked: "  # how the import check begins when it could not do its work

ReviewCode = Callable[[GeneratedFile], Review]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of one artefact."""

    artefact: GeneratedFile
    outcome: Outcome
    review: Review
    seconds: float
    problem: str = ""  # of the import

    def event(self) -> CodeValidated:
        """The fact that is stored."""
        return validated(
            self.review,
            self.artefact.text,
            path=self.artefact.path,
            swea_type=self.artefact.swea_type,
            seconds=self.seconds,
            outcome=self.outcome,
            template_id=self.artefact.template_id,
        )

    def complaints(self) -> tuple[str, ...]:
        """One sentence for each thing that a person has to look at."""
        path = self.artefact.path
        found = [
            f"{path}: line {finding.line}: {finding.message} ({result.rule_id})"
            for result in self.review.results
            for finding in result.findings
            if result.outcome is Outcome.CONFIDENT_REJECTION
        ]
        return (*found, *([f"{path}: {self.problem}"] if self.problem else []))

    @property
    def counts(self) -> bool:
        """A shared file that no rule is about can only be rejected, not approved."""
        judged = any(one.applicable for one in self.review.results)
        must = self.artefact.template_id not in SHARED
        return must or judged or self.outcome is Outcome.CONFIDENT_REJECTION


def review_artefacts(
    artefacts: Iterable[GeneratedFile],
    *,
    review: ReviewCode,
    imports: ImportCheck,
    clock: Clock,
) -> list[Verdict]:
    """Review each artefact; Python is imported in another process before it can be approved."""
    artefacts = [one for one in artefacts if one.path.endswith((".py", ".sql"))]
    with ThreadPoolExecutor(max_workers=1) as pool:  # the other process works while we review
        importing = pool.submit(_import, artefacts, imports)
        reviews = [_review(one, review, clock) for one in artefacts]
    problems = importing.result()
    return [_after_import(one, problems.get(one.artefact.path, "")) for one in reviews]


def worst(outcomes: Iterable[Outcome]) -> Outcome:
    """One rejection rejects, one doubt is a doubt; nothing at all is a doubt too."""
    found = set(outcomes)
    for outcome in (Outcome.CONFIDENT_REJECTION, Outcome.UNCERTAIN):
        if outcome in found:
            return outcome
    return Outcome.CONFIDENT_APPROVAL if found else Outcome.UNCERTAIN


def _review(artefact: GeneratedFile, review: ReviewCode, clock: Clock) -> Verdict:
    started = clock.elapsed()
    found = review(artefact)
    return Verdict(artefact, found.outcome, found, clock.elapsed() - started)


def _after_import(verdict: Verdict, problem: str) -> Verdict:
    """A module that cannot be imported is rejected; one that was not tried is a doubt."""
    if not problem:
        return verdict
    outcome = Outcome.CONFIDENT_REJECTION
    if problem.startswith(NOT_CHECKED):
        outcome = worst((verdict.outcome, Outcome.UNCERTAIN))
    return replace(verdict, outcome=outcome, problem=problem)


def _import(artefacts: list[GeneratedFile], imports: ImportCheck) -> Mapping[str, str]:
    """What went wrong, by path of the artefact; in a folder that is gone afterwards."""
    modules = {_module(one.path): one.path for one in artefacts if one.path.endswith(".py")}
    with TemporaryDirectory(prefix="baes-import-") as folder:
        for one in artefacts:
            target = Path(folder) / one.path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(one.text, encoding="utf-8")
        found = imports.check(Path(folder), list(modules))
    return {modules[module]: problem for module, problem in found.items() if problem}


def _module(path: str) -> str:
    parts = PurePosixPath(path).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
