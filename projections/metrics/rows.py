"""Which rows an event becomes: one function an event, one table of them.

Values stay as the event has them; times come from the event, never from a clock. Most rows belong
to one event and repeat its envelope, which is therefore kept once an event and not once a row.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from operator import itemgetter
from typing import Any

from domain.events import (
    CodeValidated,
    Event,
    GenerationRecorded,
    ModelCalled,
    RecognitionEvicted,
    RecognitionHitsRecorded,
    Recorded,
    ReviewVerdictRecorded,
    RuleOutcome,
    TemplateFellBack,
    TemplateRendered,
)
from projections.metrics.tables import (
    EVICTION,
    GENERATION,
    MODEL_CALL,
    RECOGNITION_LOOKUP,
    REVIEW_VERDICT,
    RULE_OUTCOME,
    TEMPLATE_RENDER,
    VALIDATION,
    Table,
)

Row = tuple[object, ...]
_measured = itemgetter(*(column.name for column in GENERATION.own))


@dataclass(slots=True)
class Rows:
    """What a batch adds to one table.

    `events` tells for each row the place of its event among the batch's envelopes; without it the
    rows have an envelope of their own.
    """

    values: list[Row] = field(default_factory=list)
    events: list[int] = field(default_factory=list)


@dataclass(slots=True)
class Batch:
    """The envelopes of a batch's events, and its rows by table, in order."""

    envelopes: list[Row] = field(default_factory=list)
    tables: dict[Table, Rows] = field(default_factory=lambda: defaultdict(Rows))
    outcomes: dict[int, list[Row]] = field(default_factory=dict)  # by identity: reviews share them

    def add(self, table: Table, values: Row) -> None:
        """A row of the newest event."""
        rows = self.tables[table]
        rows.events.append(len(self.envelopes) - 1)
        rows.values.append(values)


def _day(moment: datetime) -> date:
    """The UTC day; a time without a zone is UTC already."""
    if moment.tzinfo is None or moment.tzinfo is UTC:
        return moment.date()
    return moment.astimezone(UTC).date()


def _generation(batch: Batch, recorded: Recorded, event: GenerationRecorded) -> None:
    metrics = event.metrics
    id_, day = recorded.event_id, _day(metrics.timestamp)
    envelope = (recorded.position, id_, recorded.occurred_at, day, metrics.request_id)
    own = _measured(metrics.__dict__ | {"tests_run": event.tests_run})
    batch.tables[GENERATION].values.append(envelope + own)


def _lookups(batch: Batch, recorded: Recorded, event: RecognitionHitsRecorded) -> None:
    position, id_ = recorded.position, recorded.event_id
    batch.tables[RECOGNITION_LOOKUP].values.extend(
        (position, id_, moment, _day(moment), request_id, key, tier.value, seconds, saved)
        for key, request_id, tier, moment, seconds, saved in event.hits
    )


def _validation(batch: Batch, _: Recorded, event: CodeValidated) -> None:
    own = (event.path, event.content_sha256, event.swea_type, event.outcome.value)
    batch.add(VALIDATION, (*own, event.confidence, event.model_called, event.seconds))
    outcomes = batch.outcomes.get(id(event.rules))
    if outcomes is None:
        outcomes = batch.outcomes[id(event.rules)] = [_outcome(rule) for rule in event.rules]
    rows = batch.tables[RULE_OUTCOME]
    rows.events.extend([len(batch.envelopes) - 1] * len(outcomes))
    rows.values.extend(outcomes)


def _outcome(rule: RuleOutcome) -> Row:
    first = min(rule.lines, default=None)
    return (rule.rule_id, rule.outcome.value, rule.confidence, rule.applicable, first)


def _verdict(batch: Batch, _: Recorded, event: ReviewVerdictRecorded) -> None:
    batch.add(REVIEW_VERDICT, (event.content_sha256, event.verdict, event.given_by))


def _render(batch: Batch, _: Recorded, event: TemplateRendered) -> None:
    swea, version = event.swea_type.value, event.template_version
    own = (event.template_id, version, event.entity, swea, event.seconds)
    batch.add(TEMPLATE_RENDER, (*own, False, None))


def _fallback(batch: Batch, _: Recorded, event: TemplateFellBack) -> None:
    own = (event.template_id, None, event.entity, event.swea_type.value, None)
    batch.add(TEMPLATE_RENDER, (*own, True, event.reason))


def _eviction(batch: Batch, _: Recorded, event: RecognitionEvicted) -> None:
    batch.add(EVICTION, (event.key, event.entity, event.tier, event.reason.value))


def _model_call(batch: Batch, _: Recorded, event: ModelCalled) -> None:
    own = (event.purpose, event.model, event.prompt_tokens, event.completion_tokens)
    batch.add(MODEL_CALL, (*own, event.seconds, event.outcome))


_ROWS: dict[type[Event], Callable[[Batch, Recorded, Any], None]] = {
    GenerationRecorded: _generation,
    RecognitionHitsRecorded: _lookups,
    CodeValidated: _validation,
    ReviewVerdictRecorded: _verdict,
    TemplateRendered: _render,
    TemplateFellBack: _fallback,
    RecognitionEvicted: _eviction,
    ModelCalled: _model_call,
}

HANDLED: frozenset[type[Event]] = frozenset(_ROWS)


def rows_of(recordings: Iterable[Recorded]) -> Batch:
    """The rows of a batch; events that are not handled give none."""
    batch = Batch()
    for recorded in recordings:
        make = _ROWS.get(type(recorded.event))
        if make is not None:
            position, _, _, event_id, moment, request_id, event = recorded
            batch.envelopes.append((position, event_id, moment, _day(moment), request_id))
            make(batch, recorded, event)
    return batch
