"""Which rows an event becomes: one function an event, one table of them.

Values stay as the event has them; times come from the event, never from a clock.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
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


def _day(moment: datetime) -> date:
    """The UTC day; a time without a zone is UTC already."""
    if moment.tzinfo is None or moment.tzinfo is UTC:
        return moment.date()
    return moment.astimezone(UTC).date()


def _envelope(recorded: Recorded) -> Row:
    moment = recorded.occurred_at
    event_id = str(recorded.event_id)
    return (recorded.position, event_id, moment, _day(moment), recorded.request_id)


def _generation(recorded: Recorded, event: GenerationRecorded) -> Iterator[tuple[Table, Row]]:
    metrics = event.metrics
    event_id, day = str(recorded.event_id), _day(metrics.timestamp)
    envelope = (recorded.position, event_id, recorded.occurred_at, day, metrics.request_id)
    yield GENERATION, envelope + _measured(metrics.__dict__ | {"tests_run": event.tests_run})


def _lookups(recorded: Recorded, event: RecognitionHitsRecorded) -> Iterator[tuple[Table, Row]]:
    position, event_id = recorded.position, str(recorded.event_id)
    for hit in event.hits:
        moment = hit.occurred_at
        envelope = (position, event_id, moment, _day(moment), hit.request_id)
        own = (hit.key, hit.tier.value, hit.seconds, hit.tokens_saved)
        yield RECOGNITION_LOOKUP, envelope + own


def _validation(recorded: Recorded, event: CodeValidated) -> Iterator[tuple[Table, Row]]:
    envelope = _envelope(recorded)
    yield (
        VALIDATION,
        (
            *envelope,
            event.path,
            event.content_sha256,
            event.swea_type,
            event.outcome.value,
            event.confidence,
            event.model_called,
            event.seconds,
        ),
    )
    for rule in event.rules:
        first = min(rule.lines, default=None)
        own = (rule.rule_id, rule.outcome.value, rule.confidence, rule.applicable, first)
        yield RULE_OUTCOME, envelope + own


def _verdict(recorded: Recorded, event: ReviewVerdictRecorded) -> Iterator[tuple[Table, Row]]:
    own = (event.content_sha256, event.verdict, event.given_by)
    yield REVIEW_VERDICT, _envelope(recorded) + own


def _render(recorded: Recorded, event: TemplateRendered) -> Iterator[tuple[Table, Row]]:
    swea = event.swea_type.value
    own = (event.template_id, event.template_version, event.entity, swea, event.seconds)
    yield TEMPLATE_RENDER, (*_envelope(recorded), *own, False, None)


def _fallback(recorded: Recorded, event: TemplateFellBack) -> Iterator[tuple[Table, Row]]:
    own = (event.template_id, None, event.entity, event.swea_type.value, None)
    yield TEMPLATE_RENDER, (*_envelope(recorded), *own, True, event.reason)


def _eviction(recorded: Recorded, event: RecognitionEvicted) -> Iterator[tuple[Table, Row]]:
    yield (
        EVICTION,
        (*_envelope(recorded), event.key, event.entity, event.tier, event.reason.value),
    )


def _model_call(recorded: Recorded, event: ModelCalled) -> Iterator[tuple[Table, Row]]:
    yield (
        MODEL_CALL,
        (
            *_envelope(recorded),
            event.purpose,
            event.model,
            event.prompt_tokens,
            event.completion_tokens,
            event.seconds,
            event.outcome,
        ),
    )


_ROWS: dict[type[Event], Callable[[Recorded, Any], Iterator[tuple[Table, Row]]]] = {
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


def rows_of(batch: Iterable[Recorded]) -> dict[Table, list[Row]]:
    """The rows of a batch by table, in order; events that are not handled give none."""
    found: dict[Table, list[Row]] = defaultdict(list)
    for recorded in batch:
        make = _ROWS.get(type(recorded.event))
        if make is not None:
            for table, row in make(recorded, recorded.event):
                found[table].append(row)
    return found
