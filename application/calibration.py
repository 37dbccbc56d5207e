"""Later verdicts on reviewed code, and the record of each rule that comes of them."""

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from threading import Lock

from application.ports.clock import Clock
from application.ports.event_log import EventLog
from application.ports.journal import Journal
from application.ports.review_records import Reviewed, ReviewRecords, Spoken
from application.review import record_of
from application.standards_watch import StandardsWatch
from domain.confidence import Record, lessons
from domain.digests import digest
from domain.errors import (
    AmbiguousArtefactError,
    StoreError,
    UnknownArtefactError,
    UnknownRuleError,
)
from domain.events import CodeValidated, ReviewVerdictRecorded
from domain.events.review import Judge, VerdictWord
from domain.review import ValidationRule

FRESH_SECONDS = 0.05  # how long records may lag behind verdicts of other processes
_DIGEST = re.compile(r"[0-9a-f]{8,64}")


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a rule can be trusted now: `record` includes the prior one."""

    rule: ValidationRule
    learnt: Record
    record: Record
    spoken: Spoken

    @property
    def prior(self) -> int:
        """The cases that the rule began with, all judged right."""
        return self.record.agreed - self.learnt.agreed

    @property
    def is_trusted(self) -> bool:
        """Whether it may be sure; otherwise it answers uncertain."""
        return self.record.confidence >= self.rule.confidence_threshold


@dataclass(frozen=True, slots=True)
class Given:
    """A verdict that counts now; `is_new` is False where it was given before."""

    event: ReviewVerdictRecorded
    path: str
    is_new: bool

    @property
    def lessons(self) -> dict[str, bool]:
        """By rule that had been sure, whether it agreed."""
        return {rule_id: bool(one.agreed) for rule_id, one in lessons(self.event).items()}


class Calibration:
    """Thread-safe. `settle` brings the records up to date with all that was recorded before."""

    def __init__(
        self,
        *,
        log: EventLog,
        journal: Journal,
        clock: Clock,
        records: ReviewRecords,
        settle: Callable[[], None],
        watch: StandardsWatch,
    ) -> None:
        self._log = log
        self._journal = journal
        self._clock = clock
        self._records = records
        self._settle = settle
        self._watch = watch
        self._lock = Lock()
        self._kept: tuple[float, Mapping[str, Record]] | None = None

    def learnt(self) -> Mapping[str, Record]:
        """By rule, what verdicts taught; of other processes' at most FRESH_SECONDS old."""
        with self._lock:
            now = self._clock.elapsed()
            if self._kept is None or now - self._kept[0] > FRESH_SECONDS:
                self._settle()
                self._kept = now, self._records.learnt()
            return self._kept[1]

    def standings(self, rules: Iterable[ValidationRule]) -> list[Standing]:
        """Of each rule, its record and how often it was sure."""
        self._settle()
        learnt, spoken = self._records.learnt(), self._records.spoken()
        return [
            Standing(
                rule,
                learnt=learnt.get(rule.rule_id, Record()),
                record=record_of(rule, learnt),
                spoken=spoken.get(rule.rule_id, Spoken()),
            )
            for rule in rules
        ]

    def give(
        self,
        artefact: str,
        verdict: VerdictWord,
        *,
        given_by: Judge = "person",
        reason: str = "",
        rules: Collection[str] = (),
        request_id: str = "",
    ) -> Given:
        """Say that reviewed code is right or wrong; the same again changes nothing.

        `artefact` is the code, or its digest, or the first eight or more digits of that. With
        `rules` the verdict is on these alone. UnknownArtefactError, AmbiguousArtefactError,
        UnknownRuleError.
        """
        request_id = request_id or str(self._clock.new_id())
        self._settle()
        reviewed = self._find(artefact)
        event = self._event(reviewed, verdict, given_by, reason, rules)
        content = reviewed.content_sha256
        known = self._records.verdicts([content], given_by).get(content)
        is_new = known != verdict or bool(rules)
        if is_new:
            self._record([event], request_id)
            self._watch.decided(
                reviewed.swea_type, approved=verdict == "approve", request_id=request_id
            )
        return Given(event, reviewed.path, is_new)

    def give_all(
        self,
        verdicts: Sequence[tuple[CodeValidated, VerdictWord]],
        *,
        given_by: Judge,
        request_id: str,
    ) -> None:
        """The same for reviews that are at hand; what this judge said before is not said again."""
        if not verdicts:
            return
        self._settle()
        known = self._records.verdicts([one.content_sha256 for one, _ in verdicts], given_by)
        events = [
            ReviewVerdictRecorded(
                content_sha256=review.content_sha256,
                verdict=verdict,
                given_by=given_by,
                rules=review.rules,
            )
            for review, verdict in verdicts
            if known.get(review.content_sha256) != verdict
        ]
        if events:
            self._record(events, request_id)

    def _record(self, events: Sequence[ReviewVerdictRecorded], request_id: str) -> None:
        self._journal.record(*events, request_id=request_id)
        with self._lock:
            self._kept = None

    def _event(
        self,
        reviewed: Reviewed,
        verdict: VerdictWord,
        given_by: Judge,
        reason: str,
        rules: Collection[str],
    ) -> ReviewVerdictRecorded:
        said = {one.rule_id: one for one in self._review(reviewed).rules}
        for rule_id in rules:
            if rule_id not in said:
                raise UnknownRuleError(rule_id, said)
        return ReviewVerdictRecorded(
            content_sha256=reviewed.content_sha256,
            verdict=verdict,
            given_by=given_by,
            rules=tuple(one for one in said.values() if not rules or one.rule_id in rules),
            reason=reason,
        )

    def _review(self, reviewed: Reviewed) -> CodeValidated:
        for recorded in self._log.read(after=reviewed.position - 1, limit=1):
            if isinstance(recorded.event, CodeValidated):
                return recorded.event
        raise StoreError(
            f"the log has no review at position {reviewed.position}",
            hint="baes-opt projection rebuild review_records makes the records anew",
        )

    def _find(self, artefact: str) -> Reviewed:
        named = _DIGEST.fullmatch(artefact)
        found = self._records.reviewed(artefact if named else digest(artefact), limit=2)
        if not found:
            raise UnknownArtefactError(artefact if named else "this code")
        if len(found) > 1:
            raise AmbiguousArtefactError(artefact, [one.path for one in found])
        return found[0]
