"""The metrics of one request of a build: what was measured, stage by stage."""

from collections.abc import Sequence
from datetime import datetime

from application.build.asks import Ask
from application.build.verdicts import Verdict, worst
from domain.metrics import PerformanceMetrics
from domain.review import Outcome
from domain.templates import SweaType


def measure(
    ask: Ask,
    *,
    made: Sequence[Verdict],
    judged: Sequence[Verdict],
    now: datetime,
    extra_seconds: float,
    tests_passed: bool,
) -> PerformanceMetrics:
    """`made` are the artefacts that this request caused, `judged` those that answer it.

    `extra_seconds` is its share of the work for the whole system (importing, writing, recording),
    counted as validation.
    """
    seconds = dict.fromkeys(SweaType, 0.0)
    for one in made:
        seconds[one.artefact.swea_type] += one.artefact.seconds
    validation = sum(one.seconds for one in made) + extra_seconds
    outcome = worst(one.outcome for one in judged if one.counts)
    templates = {one.artefact.template_id for one in judged if one.artefact.entity}
    return PerformanceMetrics(
        request_id=ask.request_id,
        entity_name=ask.shown_entity,
        entity_type=ask.shown_entity,
        timestamp=now,
        total_time=ask.seconds + sum(seconds.values()) + validation,
        recognition_time=ask.seconds,
        backend_time=seconds[SweaType.BACKEND],
        database_time=seconds[SweaType.DATABASE],
        frontend_time=seconds[SweaType.FRONTEND],
        test_time=seconds[SweaType.TEST],
        validation_time=validation,
        total_tokens=ask.tokens,
        recognition_tokens=ask.tokens,
        backend_tokens=0,
        database_tokens=0,
        frontend_tokens=0,
        test_tokens=0,
        validation_tokens=0,
        cache_hit=ask.cache_hit,
        cache_hit_time=ask.seconds if ask.cache_hit else 0.0,
        template_used=bool(judged),
        template_id=",".join(sorted(templates)) or None,
        template_fallback_count=0,
        validation_outcome=outcome.value,
        validation_llm_called=False,
        approval_granted=outcome is Outcome.CONFIDENT_APPROVAL,
        test_passed=tests_passed,
        error_count=sum(one.outcome is Outcome.CONFIDENT_REJECTION for one in judged),
    )
