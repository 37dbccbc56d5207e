"""Recording what a review said: what verdicts are given on later, and rules learn from."""

from application.ports.journal import Journal
from application.standards_watch import StandardsWatch
from domain.digests import digest
from domain.events import CodeValidated, RuleOutcome
from domain.review import Outcome, Review


class ReviewRecorder:
    """Records the reviews of code that a kernel asks about; a build records its own."""

    def __init__(self, *, journal: Journal, watch: StandardsWatch) -> None:
        self._journal = journal
        self._watch = watch

    def record(self, event: CodeValidated, *, request_id: str) -> None:
        """Returns when it is stored; StoreError."""
        self._journal.record(event, request_id=request_id)
        if event.own and event.outcome is not Outcome.UNCERTAIN:
            approved = event.outcome is Outcome.CONFIDENT_APPROVAL
            self._watch.decided(event.swea_type, approved=approved, request_id=request_id)


def validated(
    review: Review,
    code: str,
    *,
    path: str,
    swea_type: str,
    seconds: float,
    outcome: Outcome | None = None,
    own: bool = True,
    template_id: str = "",
) -> CodeValidated:
    """The fact of a review; `outcome` where something besides the rules decided it."""
    return CodeValidated(
        path=path,
        content_sha256=digest(code),
        swea_type=swea_type,
        outcome=outcome or review.outcome,
        confidence=review.confidence,
        rules=tuple(
            RuleOutcome(
                rule_id=one.rule_id,
                outcome=one.outcome,
                confidence=one.confidence,
                lines=tuple(finding.line for finding in one.findings),
                applicable=one.applicable,
                would_say=one.would_say,
            )
            for one in review.results
        ),
        model_called=False,
        seconds=seconds,
        own=own,
        template_id=template_id,
    )
