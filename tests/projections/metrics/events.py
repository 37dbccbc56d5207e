"""Recorded events for the tests of the metrics projections: any number, any day, any content."""

import itertools
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from hypothesis import strategies as st

from domain.events import Event, GenerationRecorded, Recorded
from domain.metrics import PerformanceMetrics

START = datetime(2026, 1, 1, 12, tzinfo=UTC)
STEPS = ("total", "recognition", "backend", "database", "frontend", "test", "validation")


def measured(number: int = 1, **changes: object) -> PerformanceMetrics:
    """The metrics of request `number`, a second after the one before, with `changes`."""
    plain: dict[str, object] = {
        "request_id": f"r-{number}",
        "entity_name": "Order Details",
        "entity_type": "OrderDetail",
        "timestamp": START + timedelta(seconds=number),
        **{f"{step}_time": 0.25 for step in STEPS},
        **{f"{step}_tokens": number for step in STEPS},
        "cache_hit": False,
        "cache_hit_time": 0.0,
        "template_used": True,
        "template_id": "backend_model_crud",
        "template_fallback_count": 0,
        "validation_outcome": "confident_approval",
        "validation_llm_called": False,
        "approval_granted": True,
        "test_passed": True,
        "error_count": 0,
    }
    return PerformanceMetrics.model_validate(plain | changes)


def recorded(events: Iterable[Event], *, after: int = 0) -> list[Recorded]:
    """The events as the log gives them, at the positions behind `after`."""
    return [
        Recorded(
            position=position,
            stream=UUID(int=1),
            version=position,
            event_id=UUID(int=position),
            occurred_at=START + timedelta(microseconds=position),
            request_id=f"r-{position}",
            event=event,
        )
        for position, event in zip(itertools.count(after + 1), events, strict=False)
    ]


def generations(metrics: Sequence[PerformanceMetrics], *, after: int = 0) -> list[Recorded]:
    """One GenerationRecorded each."""
    return recorded((GenerationRecorded(metrics=each) for each in metrics), after=after)


# Times of the year where days, ISO weeks and months part ways; one of them a list, so that the
# days between the first and the last stay few.
_ERAS = [
    (date(2020, 12, 25), date(2021, 1, 12)),  # ISO week 53, whose Sunday is in 2021
    (date(2024, 2, 20), date(2024, 3, 5)),  # a leap day
    (date(2024, 12, 20), date(2025, 1, 10)),  # a Monday in December that is of ISO year 2025
    (date(1999, 12, 20), date(2000, 3, 2)),  # a leap day in a century
    (date(2023, 2, 20), date(2023, 3, 5)),  # no leap day
    (date(1969, 12, 20), date(1970, 1, 10)),
]


def _moments(first: date, last: date) -> st.SearchStrategy[datetime]:
    return st.builds(
        lambda day, micros: (
            datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(microseconds=micros)
        ),
        st.dates(first, last),
        st.sampled_from([0, 86_400_000_000 - 1]) | st.integers(0, 86_400_000_000 - 1),
    )


_seconds = st.floats(0, 1e9, allow_nan=False) | st.sampled_from([0.0, 0.1, 40.0])
_tokens = st.integers(0, 10**15) | st.integers(0, 20_000)


@st.composite
def any_metrics(draw: st.DrawFn, *, max_size: int = 40) -> list[PerformanceMetrics]:
    """Lists of any metrics that the model allows."""
    moments = _moments(*draw(st.sampled_from(_ERAS)))
    return draw(st.lists(_one(moments), max_size=max_size))


def _one(moments: st.SearchStrategy[datetime]) -> st.SearchStrategy[PerformanceMetrics]:
    return st.builds(
        measured,
        timestamp=moments,
        total_time=_seconds,
        total_tokens=_tokens,
        entity_name=st.text(max_size=10),
        cache_hit=st.booleans(),
        template_used=st.booleans(),
        template_id=st.none() | st.text(max_size=5),
        template_fallback_count=_tokens,
        validation_outcome=st.sampled_from(
            ["confident_approval", "confident_rejection", "uncertain"]
        ),
        validation_llm_called=st.booleans(),
        approval_granted=st.booleans(),
        test_passed=st.booleans(),
    )
