"""The labelled corpus of the review: what is judged, and what the judge said.

One file a variant, labelled by the folder it is in: `<half>/<label>/<SWEA type>/`. In a wrong one
`# fault: <rule>` stands on the line that must be named; where people may point at another line,
too (the decorator or the function), that one says `# fault`. `whole file` is said of what lacks.

The half `held_out` was written before its author had read how the rules decide, and no rule is
tuned on it: its score is the one that says what to expect of code that nobody has seen.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from application.rules import Rules
from domain.review import Outcome, Review
from infrastructure.adapters.clock_system import SystemClock
from infrastructure.adapters.event_log_memory import MemoryEventLog
from infrastructure.adapters.pattern_engine import RE2PatternEngine

HERE = Path(__file__).parent
HALVES = ("tuned", "held_out")
FAULT = re.compile(r"[ ]*(?:#|--) fault(?P<rule>:[ ]\w+)?(?P<whole>, whole file)?$")


@dataclass(frozen=True)
class Variant:
    """One file of the corpus."""

    path: Path

    @property
    def name(self) -> str:
        return str(self.path.relative_to(HERE))

    @property
    def swea_type(self) -> str:
        return self.path.parent.name

    @property
    def is_wrong(self) -> bool:
        return self.path.parent.parent.name == "wrong"

    @cached_property
    def _lines(self) -> list[str]:
        return self.path.read_text(encoding="utf-8").splitlines()

    @property
    def code(self) -> str:
        """As its author would have written it: no label in it."""
        return "".join(FAULT.sub("", line) + "\n" for line in self._lines)

    @property
    def faults(self) -> frozenset[int]:
        """The lines that may be named; none means the whole file."""
        found = {n: FAULT.search(line) for n, line in enumerate(self._lines, start=1)}
        marked = {number: match for number, match in found.items() if match}
        if any(match["whole"] for match in marked.values()):
            return frozenset()
        return frozenset(marked)

    @property
    def rules(self) -> frozenset[str]:
        """The rules that are broken."""
        found = (FAULT.search(line) for line in self._lines)
        return frozenset(match["rule"][2:] for match in found if match and match["rule"])


@dataclass(frozen=True)
class Verdict:
    """What the review said of a variant."""

    variant: Variant
    review: Review

    @property
    def outcome(self) -> Outcome:
        return self.review.outcome

    @property
    def lines(self) -> tuple[int, ...]:
        """The lines that were named as an error."""
        return tuple(
            finding.line
            for result in self.review.results
            if result.outcome is Outcome.CONFIDENT_REJECTION
            for finding in result.findings
        )

    @property
    def names_the_fault(self) -> bool:
        """Every line that is named is one of the marked ones, and one is named."""
        marked = self.variant.faults
        return bool(self.lines) and (not marked or marked.issuperset(self.lines))

    @property
    def reasons(self) -> tuple[str, ...]:
        return tuple(
            f"{result.rule_id}: {result.reason}"
            for result in self.review.results
            if result.applicable and result.outcome is not Outcome.CONFIDENT_APPROVAL
        )


@dataclass(frozen=True)
class Score:
    """How many of one half came out how."""

    correct: int
    correct_rejected: int
    correct_uncertain: int
    wrong: int
    wrong_approved: int
    wrong_uncertain: int
    wrong_elsewhere: int  # rejected, and another line is named

    @property
    def uncertain_share(self) -> float:
        return (self.correct_uncertain + self.wrong_uncertain) / (self.correct + self.wrong)


def variants(half: str) -> list[Variant]:
    """Every variant of that half, in order."""
    files = sorted((HERE / half).rglob("*"))
    return [Variant(path) for path in files if path.suffix in {".py", ".sql"}]


def verdicts(half: str) -> list[Verdict]:
    """The review of each, as of code that this service asked for."""
    rules = Rules(log=MemoryEventLog(), clock=SystemClock(), patterns=RE2PatternEngine())
    return [
        Verdict(one, rules.check(one.code, one.swea_type, path=one.path.name))
        for one in variants(half)
    ]


def score(found: Sequence[Verdict]) -> Score:
    """The numbers of these verdicts."""

    def count(outcome: Outcome, *, wrong: bool) -> int:
        return sum(v.outcome is outcome for v in found if v.variant.is_wrong is wrong)

    total_wrong = sum(v.variant.is_wrong for v in found)
    return Score(
        correct=len(found) - total_wrong,
        correct_rejected=count(Outcome.CONFIDENT_REJECTION, wrong=False),
        correct_uncertain=count(Outcome.UNCERTAIN, wrong=False),
        wrong=total_wrong,
        wrong_approved=count(Outcome.CONFIDENT_APPROVAL, wrong=True),
        wrong_uncertain=count(Outcome.UNCERTAIN, wrong=True),
        wrong_elsewhere=sum(
            v.variant.is_wrong
            and v.outcome is Outcome.CONFIDENT_REJECTION
            and not v.names_the_fault
            for v in found
        ),
    )
