"""PerformanceMetrics and AggregatedMetrics with exactly the seed's fields.

Times are seconds, tokens are counts, rates are in [0, 1], `*_pct` are percentages against the
baseline of a model at every step (8,000 tokens and 40 seconds an entity unless configured).
"""

from datetime import UTC, date, datetime
from typing import Annotated, Literal

from pydantic import AfterValidator, AwareDatetime, Field

from domain.model import Model

BASELINE_TOKENS = 8000
BASELINE_SECONDS = 40.0

# Bounds that no real figure reaches; they keep every sum of a read model within its column.
MAX_SECONDS = 1e9
MAX_COUNT = 10**15

Seconds = Annotated[float, Field(ge=0.0, le=MAX_SECONDS)]
Tokens = Annotated[int, Field(ge=0, le=MAX_COUNT)]
Count = Annotated[int, Field(ge=0, le=MAX_COUNT)]
Rate = Annotated[float, Field(ge=0.0, le=1.0)]
Period = Literal["daily", "weekly", "monthly"]


def _utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC)


Moment = Annotated[AwareDatetime, AfterValidator(_utc)]


class PerformanceMetrics(Model):
    """Performance metrics for a single entity generation."""

    request_id: str
    entity_name: str
    entity_type: str
    timestamp: Moment

    total_time: Seconds
    recognition_time: Seconds
    backend_time: Seconds
    database_time: Seconds
    frontend_time: Seconds
    test_time: Seconds
    validation_time: Seconds

    total_tokens: Tokens
    recognition_tokens: Tokens
    backend_tokens: Tokens
    database_tokens: Tokens
    frontend_tokens: Tokens
    test_tokens: Tokens
    validation_tokens: Tokens

    cache_hit: bool
    cache_hit_time: Seconds

    template_used: bool
    template_id: str | None
    template_fallback_count: Count

    validation_outcome: Literal["confident_approval", "confident_rejection", "uncertain"]
    validation_llm_called: bool

    approval_granted: bool
    test_passed: bool
    error_count: Count


class AggregatedMetrics(Model):
    """Aggregated metrics over the generations of one period; None where nothing can be divided."""

    period: Period
    start_date: date
    end_date: date  # the last day of the period, inclusive
    total_requests: int

    avg_total_time: float | None
    avg_tokens: float | None

    cache_hit_rate: Rate | None
    template_usage_rate: Rate | None
    confident_validation_rate: Rate | None

    approval_rate: Rate | None
    test_pass_rate: Rate | None

    token_reduction_pct: float | None
    time_reduction_pct: float | None
