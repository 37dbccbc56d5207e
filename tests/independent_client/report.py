"""What the checks found: passed of total for each entity, and the failures in words."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from tests.independent_client.outcomes import Outcome

SHOWN = 100


@dataclass
class Report:
    """Filled while the checks run."""

    passed: Counter[str] = field(default_factory=Counter)
    total: Counter[str] = field(default_factory=Counter)
    failures: list[str] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)  # answers of 500 and above
    statuses: Counter[int] = field(default_factory=Counter)

    def add(self, entity: str, check: str, outcomes: Iterator[Outcome]) -> None:
        """Take what a check yields; what it yielded before it broke counts."""
        for outcome in outcomes:
            self.total[entity] += 1
            if outcome.problem:
                told = f"{entity}, {check}: {outcome.what}: {outcome.problem}"
                self.failures.append(told[:300])
            else:
                self.passed[entity] += 1

    @property
    def share(self) -> float:
        """Passed of total."""
        return self.passed.total() / self.total.total()

    def table(self) -> str:
        """A line for each entity."""
        width = max(len(name) for name in self.total)
        lines = [f"{n:{width}}  {self.passed[n]:5} / {self.total[n]}" for n in self.total]
        whole = f"{'all':{width}}  {self.passed.total():5} / {self.total.total()}"
        return "\n".join([*lines, whole])

    def __str__(self) -> str:
        more = len(self.failures) - SHOWN
        shown = self.failures[:SHOWN] + ([f"... and {more} more"] if more > 0 else [])
        return "\n".join([*self.broken[:SHOWN], *shown, self.table()])
