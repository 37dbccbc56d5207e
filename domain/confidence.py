"""How far a rule can be trusted: the lower bound of its record.

The record counts verdicts that agreed with the rule and verdicts that did not. Its lower bound
is Wilson's score interval, one-sided at 95 % (E. B. Wilson, "Probable inference, the law of
succession, and statistical inference", JASA 22, 1927): with n of n right it is n / (n + 2.706),
so 0.90 takes 25 verdicts and 0.95 takes 52, and one wrong verdict takes it below again.

The prior record is counted, not assumed:
- a rule of the catalogue starts with the cases of the repository's annotated corpus that it
  judges right (`domain/rules/record.py`; a test counts them again). These cases were written by
  the authors of the rule, so they say that it does what it promises, not how often the promise
  is what a reader wants: that is what later verdicts measure.
- a rule of the user's is taken at its word until the first verdict against it: it starts with
  just enough to reach its own threshold. A threshold of 1 is never reached.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass

from domain.events import ReviewVerdictRecorded
from domain.review import Outcome

Z_SQUARED = 1.6448536269514722**2  # one-sided 95 %
MOST_TAKEN_AT_WORD = 0.999


@dataclass(frozen=True, slots=True)
class Record:
    """Verdicts for and against one rule."""

    agreed: int = 0
    disagreed: int = 0

    @property
    def confidence(self) -> float:
        """Lower bound of the share of right verdicts; 0 without any."""
        n = self.agreed + self.disagreed
        if n == 0:
            return 0.0
        share = self.agreed / n
        spread = math.sqrt(Z_SQUARED * (share * (1 - share) + Z_SQUARED / (4 * n)) / n)
        bound = (share + Z_SQUARED / (2 * n) - spread) / (1 + Z_SQUARED / n)
        return min(max(bound, 0.0), 1.0)

    def plus(self, other: "Record") -> "Record":
        """Both records together."""
        return Record(self.agreed + other.agreed, self.disagreed + other.disagreed)


def taken_at_its_word(threshold: float) -> Record:
    """The smallest spotless record that reaches the threshold (0.999 at most).

    >>> taken_at_its_word(0.95)
    Record(agreed=52, disagreed=0)
    """
    wanted = min(threshold, MOST_TAKEN_AT_WORD)
    return Record(math.ceil(wanted * Z_SQUARED / (1 - wanted)))


def learn(verdicts: Iterable[ReviewVerdictRecorded]) -> dict[str, Record]:
    """What verdicts taught about each rule; of each judge the last one on a content counts."""
    last = {(one.content_sha256, one.given_by): one for one in verdicts}
    learnt: dict[str, Record] = {}
    for verdict in last.values():
        for rule_id, lesson in lessons(verdict).items():
            learnt[rule_id] = learnt.get(rule_id, Record()).plus(lesson)
    return learnt


def lessons(verdict: ReviewVerdictRecorded) -> dict[str, Record]:
    """What one verdict says about each rule that had been sure, or would have been.

    A rule below its threshold goes on learning from what it would have said; otherwise it could
    never rise again.
    When code is rejected and a rule had said so, the rules that approved their own property are
    not blamed: somebody else saw the fault.
    """
    said = {r.rule_id: r.would_say or r.outcome for r in verdict.rules if r.applicable}
    rejected = Outcome.CONFIDENT_REJECTION in said.values()
    found: dict[str, Record] = {}
    for rule_id, outcome in said.items():
        approves = outcome is Outcome.CONFIDENT_APPROVAL
        blameless = verdict.verdict == "reject" and approves and rejected
        if outcome is Outcome.UNCERTAIN or blameless:
            continue
        agrees = approves == (verdict.verdict == "approve")
        found[rule_id] = Record(agreed=1) if agrees else Record(disagreed=1)
    return found
