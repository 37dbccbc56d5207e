"""`baes-opt metrics`: what was saved, and whether quality held."""

from datetime import datetime
from typing import Annotated, cast

import typer

from domain.metrics import AggregatedMetrics, Period
from infrastructure.entrypoints.cli import output
from infrastructure.entrypoints.cli.options import DataDir, Json
from infrastructure.entrypoints.cli.session import session

app = typer.Typer(help="What the optimisation saves.", no_args_is_help=True)

_DAY = ["%Y-%m-%d"]


@app.callback()
def group() -> None:
    """What the optimisation saves."""


@app.command()
def summary(
    *,
    period: Annotated[str, typer.Option(help="daily, weekly (ISO) or monthly.")] = "daily",
    start: Annotated[datetime | None, typer.Option("--from", formats=_DAY)] = None,
    end: Annotated[datetime | None, typer.Option("--to", formats=_DAY)] = None,
    data_dir: DataDir = None,
    json: Json = False,
) -> None:
    """One row a period: requests, averages, rates, and the reduction against the baseline."""
    with session(data_dir) as optimizer:
        rows = optimizer.metrics.aggregated(
            cast("Period", period),  # checked there
            start.date() if start else None,
            end.date() if end else None,
        )
    if json:
        output.document({"period": period, "rows": rows})
        return
    output.table(
        f"{period} metrics ({len(rows)} periods)",
        ("from", "reqs", "s", "tok", "cache", "tmpl", "sure", "appr", "tests", "-tok", "-time"),
        [_cells(row) for row in rows],
        right=("reqs", "s", "tok", "cache", "tmpl", "sure", "appr", "tests", "-tok", "-time"),
    )
    output.out.print(
        "\ns, tok: mean seconds and tokens a request; cache: recognised from the cache;\n"
        "tmpl: written from templates; sure: reviewed without a model; appr: approved;\n"
        "tests: passed where they were run; -tok, -time: % less than the baseline."
    )


def _cells(row: AggregatedMetrics) -> tuple[object, ...]:
    return (
        row.start_date,
        row.total_requests,
        _number(row.avg_total_time, ".3f"),
        _number(row.avg_tokens, ",.0f"),
        _percent(row.cache_hit_rate),
        _percent(row.template_usage_rate),
        _percent(row.confident_validation_rate),
        _percent(row.approval_rate),
        _percent(row.test_pass_rate),
        _number(row.token_reduction_pct, ".1f"),
        _number(row.time_reduction_pct, ".1f"),
    )


def _number(value: float | None, form: str) -> str:
    return "-" if value is None else format(value, form)


def _percent(rate: float | None) -> str:
    return "-" if rate is None else f"{rate:.0%}"
