"""The daily state: sums and counts that can be added, one row a UTC day.

A view over years reads a few hundred rows of them. They are brought up to date before they are
published, from the facts that are not summed yet: merging after every batch took a third of the
batch's time. Seconds are decimals: their sum does not depend on the order or the size of the
batches, so a rebuild gives the same digits.
"""

from projections.metrics.tables import STEPS, Column

_SUMS: tuple[tuple[str, str, str, str], ...] = (
    ("generations", "BIGINT", "count(*)", "Generations of that day."),
    *(
        (
            f"{step}_time",
            "DECIMAL(38, 12)",
            f"sum({step}_time::DECIMAL(38, 12))",
            f"Sum of the seconds spent on {step}.",
        )
        for step in STEPS
    ),
    *(
        (
            f"{step}_tokens",
            "BIGINT",
            f"sum({step}_tokens)",
            f"Sum of the model tokens spent on {step}.",
        )
        for step in STEPS
    ),
    ("cache_hits", "BIGINT", "count(*) FILTER (cache_hit)", "Recognitions from the cache."),
    ("template_used", "BIGINT", "count(*) FILTER (template_used)", "Generations from templates."),
    ("template_fallbacks", "BIGINT", "sum(template_fallback_count)", "Sum of the fall-backs."),
    (
        "validations_confident",
        "BIGINT",
        "count(*) FILTER (validation_outcome <> 'uncertain' AND NOT validation_llm_called)",
        "Reviews with a confident outcome and without a model.",
    ),
    (
        "validations_uncertain",
        "BIGINT",
        "count(*) FILTER (validation_outcome = 'uncertain')",
        "Reviews that stayed uncertain.",
    ),
    (
        "validations_by_model",
        "BIGINT",
        "count(*) FILTER (validation_llm_called)",
        "Reviews that asked a model.",
    ),
    ("approvals", "BIGINT", "count(*) FILTER (approval_granted)", "Generations approved."),
    ("tests_run", "BIGINT", "count(*) FILTER (tests_run)", "Generations whose tests were run."),
    (
        "tests_passed",
        "BIGINT",
        "count(*) FILTER (tests_run AND test_passed)",
        "Generations whose tests were run and passed.",
    ),
    ("errors", "BIGINT", "sum(error_count)", "Sum of the errors."),
)

NAME = "generation_daily"
MEANING = "One row a UTC day with at least one generation: sums and counts that can be added."
COLUMNS = (
    Column("day", "DATE", "The UTC day."),
    *(Column(name, type_, meaning) for name, type_, _, meaning in _SUMS),
)

MERGE = f"""
MERGE INTO {NAME} AS kept
USING (
    SELECT day, {", ".join(f"{formula} AS {name}" for name, _, formula, _ in _SUMS)}
    FROM generation WHERE position > (SELECT summed FROM meta.projection) GROUP BY day
) AS added
ON kept.day = added.day
WHEN MATCHED THEN UPDATE SET
    {", ".join(f"{name} = kept.{name} + added.{name}" for name, *_ in _SUMS)}
WHEN NOT MATCHED THEN INSERT BY NAME
"""  # noqa: S608 - names of our own columns
