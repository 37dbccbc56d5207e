"""`baes-opt build`: from text or a specification to a running system."""

from pathlib import Path
from textwrap import shorten
from typing import Annotated

import typer

from application.build.report import BuildReport
from domain.errors import RejectedError
from domain.review import Outcome
from infrastructure.entrypoints.cli import output
from infrastructure.entrypoints.cli.options import DataDir, Json
from infrastructure.entrypoints.cli.requests_file import read_requests
from infrastructure.entrypoints.cli.session import session
from infrastructure.settings import Settings

_REQUEST_WIDTH = 44  # characters of a request in the table; --json has the whole
_REVIEW = {
    Outcome.CONFIDENT_APPROVAL: "approved",
    Outcome.CONFIDENT_REJECTION: "rejected",
    Outcome.UNCERTAIN: "uncertain",
}


def build(
    text: Annotated[list[str] | None, typer.Argument(help="One request each.")] = None,
    *,
    file: Annotated[Path | None, typer.Option(help="Requests, one a line; # comments.")] = None,
    spec: Annotated[Path | None, typer.Option(help="Entity specifications (JSON).")] = None,
    out: Annotated[Path, typer.Option(help="Folder of the generated system.")] = Path("generated"),
    system: Annotated[
        str | None, typer.Option(help="Application that the entities belong to.")
    ] = None,
    test: Annotated[bool, typer.Option("--test", help="Run the generated tests.")] = False,
    data_dir: DataDir = None,
    json: Json = False,
) -> None:
    """Turn requests, or a specification, into a running system under DIR."""
    texts = [*(text or []), *(read_requests(file) if file else [])]
    if bool(texts) == bool(spec):
        raise RejectedError(
            "build needs either requests or --spec",
            hint='for example: baes-opt build "Create an app for books with title and isbn"',
        )
    with session(data_dir) as optimizer, output.progress(json=json) as progress:
        if spec:
            report = optimizer.build_spec(spec, out=out, test=test, progress=progress)
        else:
            report = optimizer.build(texts, out=out, system=system, test=test, progress=progress)
    if json:
        output.document(report.model_dump(exclude={"system", "edits", "rejected", "failures"}))
    else:
        _show(report, optimizer.settings)
    for sentence in (*report.edits, *report.repaired, *report.rejected, *report.failures):
        output.note(sentence)
    raise typer.Exit(1 if report.failed else 0)


def _show(report: BuildReport, settings: Settings) -> None:
    output.table(
        f"{report.system}: {len(report.requests)} requests, written to {report.out}",
        ("request", "entity", "intent", "source", "seconds", "tokens", "review", "tests"),
        [
            (
                shorten(one.text, _REQUEST_WIDTH, placeholder="…"),
                one.entity,
                one.intent,
                one.source,
                f"{one.seconds:.3f}",
                one.tokens,
                _REVIEW[one.review],
                f"{one.tests.passed}/{one.tests.passed + one.tests.failed}" if one.tests else "-",
            )
            for one in report.requests
        ],
        right=("seconds", "tokens", "tests"),
        whole=("intent", "source", "review"),
        clipped=("entity",),
    )
    tokens, seconds = settings.baseline_tokens, settings.baseline_seconds
    count = len(report.requests)
    totals = report.totals
    output.out.print(
        f"\n{totals.tokens:,} tokens in {totals.seconds:.2f} s; with a model at every step "
        f"{tokens * count:,} tokens in {seconds * count:,.0f} s "
        f"({totals.token_reduction_pct:.1f} % fewer tokens, "
        f"{totals.time_reduction_pct:.1f} % less time)."
    )
    output.out.print(
        f"\nStart it in {report.out}:\n"
        "  uvicorn app.main:app      API on http://127.0.0.1:8000, described at /docs\n"
        "  streamlit run ui/app.py   forms and tables, in a second terminal"
    )
