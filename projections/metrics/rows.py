"""Which rows an event becomes: one function an event, one table of them.

Values stay as the event has them; times come from the event, never from a clock. Most rows belong
to one event and repeat its envelope, which is therefore kept once an event and not once a row.
"""

from collections import defaultdict
from collections.abc import Callable, Container, Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from hashlib import blake2b
from operator import itemgetter
from typing import Any

import msgspec

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
    OUTCOME_SET,
    RECOGNITION_LOOKUP,
    REVIEW_VERDICT,
    TEMPLATE_RENDER,
    VALIDATION,
    Table,
)

Row = tuple[object, ...]
# values of an event; an enumeration's member is a text by itself
_measured = itemgetter(*(column.name for column in GENERATION.own))
_reviewed = itemgetter(*(column.name for column in VALIDATION.own[:-1]))
_rendered = itemgetter(*(column.name for column in TEMPLATE_RENDER.own[:-2]))
_NO_FALLBACK = (False, None)


@dataclass(slots=True)
class Rows:
    """What a batch adds to one table.

    `events` tells for each row the place of its event among the batch's envelopes; without it the
    rows are whole.
    """

    values: list[Row] = field(default_factory=list)
    events: list[int] = field(default_factory=list)


@dataclass(slots=True)
class Batch:
    """The envelopes of a batch's events, and its rows by table, in order; sets `known` stay out."""

    known: Container[str] = ()
    envelopes: list[Row] = field(default_factory=list)
    tables: dict[Table, Rows] = field(default_factory=lambda: defaultdict(Rows))
    sets: dict[int, str] = field(default_factory=dict)  # by identity: reviews share them

    def add(self, table: Table, values: Row) -> None:
        """A row of the newest event."""
        rows = self.tables[table]
        rows.events.append(len(self.envelopes) - 1)
        rows.values.append(values)

    def set_of(self, rules: tuple[RuleOutcome, ...]) -> str | None:
        """The name of these outcomes, which are laid out when they are met first."""
        if not rules:
            return None
        name = self.sets.get(id(rules))
        if name is None:
            rows = [_outcome(place, rule) for place, rule in enumerate(rules, start=1)]
            name = self.sets[id(rules)] = _digest(rows)
            if name not in self.known:
                self.tables[OUTCOME_SET].values.extend((name, *row) for row in rows)
        return name


def _outcome(place: int, rule: RuleOutcome) -> Row:
    first = min(rule.lines, default=None)
    return (place, rule.rule_id, rule.outcome, rule.confidence, rule.applicable, first)


def _digest(rows: list[Row]) -> str:
    """The same for the same rows, in whichever batch they come: a rebuild gives equal tables."""
    return blake2b(msgspec.json.encode(rows), digest_size=16).hexdigest()


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
        (position, id_, moment, _day(moment), request_id, key, tier, seconds, saved)
        for key, request_id, tier, moment, seconds, saved in event.hits
    )


def _validation(batch: Batch, _: Recorded, event: CodeValidated) -> None:
    batch.add(VALIDATION, (*_reviewed(event.__dict__), batch.set_of(event.rules)))


def _render(batch: Batch, _: Recorded, event: TemplateRendered) -> None:
    batch.add(TEMPLATE_RENDER, _rendered(event.__dict__) + _NO_FALLBACK)


def _fallback(batch: Batch, _: Recorded, event: TemplateFellBack) -> None:
    own = (event.template_id, None, event.entity, event.swea_type, None)
    batch.add(TEMPLATE_RENDER, (*own, True, event.reason))


def _plain(table: Table) -> Callable[[Batch, Recorded, Event], None]:
    """For an event whose fields are the columns of a table."""
    values = itemgetter(*(column.name for column in table.own))
    return lambda batch, _, event: batch.add(table, values(event.__dict__))


_ROWS: dict[type[Event], Callable[[Batch, Recorded, Any], None]] = {
    GenerationRecorded: _generation,
    RecognitionHitsRecorded: _lookups,
    CodeValidated: _validation,
    ReviewVerdictRecorded: _plain(REVIEW_VERDICT),
    TemplateRendered: _render,
    TemplateFellBack: _fallback,
    RecognitionEvicted: _plain(EVICTION),
    ModelCalled: _plain(MODEL_CALL),
}

HANDLED: frozenset[type[Event]] = frozenset(_ROWS)


def rows_of(recordings: Iterable[Recorded], known: Container[str] = ()) -> Batch:
    """The rows of a batch; events that are not handled, and sets that are `known`, give none."""
    batch = Batch(known)
    for recorded in recordings:
        make = _ROWS.get(type(recorded.event))
        if make is not None:
            position, _, _, event_id, moment, request_id, event = recorded
            batch.envelopes.append((position, event_id, moment, _day(moment), request_id))
            make(batch, recorded, event)
    return batch
