"""`baes-opt rule`: the rule set, and reviewing code with it."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from application.calibration import Standing
from domain.review import Category, Outcome, Review, ValidationRule
from domain.rules.explanation import explanation
from infrastructure.entrypoints.cli import output, rule_changes
from infrastructure.entrypoints.cli.code_files import read_code
from infrastructure.entrypoints.cli.options import DataDir, Json
from infrastructure.entrypoints.cli.rule_fix import fix
from infrastructure.entrypoints.cli.rule_verdict import verdict
from infrastructure.entrypoints.cli.session import session

app = typer.Typer(help="The rules, and reviews with them.", no_args_is_help=True)

_COLOUR = {
    Outcome.CONFIDENT_APPROVAL: "green",
    Outcome.CONFIDENT_REJECTION: "red",
    Outcome.UNCERTAIN: "yellow",
}


@app.command("list")
def list_rules(
    *,
    category: Annotated[Category | None, typer.Option(help="Only rules of this category.")] = None,
    data_dir: DataDir = None,
    json: Json = False,
) -> None:
    """List the rules with their records, the disabled ones included.

    `prior` are the cases that a rule began with; `agreed` and `not` are verdicts since; `sure` is
    how often it was confident where it applied.
    """
    with session(data_dir) as optimizer:
        rules = optimizer.rules.list(category, enabled_only=False)
        standings = optimizer.verdicts.standings(rules)
    if json:
        output.document({"rules": [_row(one) for one in standings]})
        return
    output.table(
        f"{len(rules)} rules",
        ("rule", "prior", "agreed", "not", "confidence", "needs", "sure", ""),
        [
            (
                one.rule.rule_id,
                one.prior,
                one.learnt.agreed,
                one.learnt.disagreed,
                f"{one.record.confidence:.3f}",
                f"{one.rule.confidence_threshold:.2f}",
                "" if one.spoken.share is None else f"{one.spoken.share:.0%}",
                _state(one),
            )
            for one in standings
        ],
        right=("prior", "agreed", "not", "confidence", "needs", "sure"),
        whole=("rule",),
    )


def _state(one: Standing) -> str:
    if not one.rule.enabled:
        return "off"
    return "" if one.is_trusted else "unsure"


def _row(one: Standing) -> dict[str, object]:
    return {
        **one.rule.model_dump(mode="json"),
        "prior": one.prior,
        "agreed": one.learnt.agreed,
        "disagreed": one.learnt.disagreed,
        "confidence": one.record.confidence,
        "reviews": one.spoken.reviews,
        "confident_share": one.spoken.share,
    }


@app.command()
def show(
    rule_id: Annotated[str, typer.Argument(metavar="ID", help="The id of a rule.")],
    *,
    history: Annotated[bool, typer.Option("--history", help="Every version.")] = False,
    data_dir: DataDir = None,
    json: Json = False,
) -> None:
    """Print a rule: its content, its record, and what the catalogue says about it."""
    with session(data_dir) as optimizer:
        contents = optimizer.rules.history(rule_id)
        (standing,) = optimizer.verdicts.standings([optimizer.rules.get(rule_id)])
    if history:
        _show_history(contents, json=json)
        return
    fields = _row(standing)
    if json:
        output.document({**fields, "explanation": explanation(rule_id)})
        return
    for name, value in fields.items():
        shown = "\n  ".join(("", *value)) if isinstance(value, list) else f" {value}"
        output.out.print(f"{name}:{shown}", markup=False, soft_wrap=True)
    if text := explanation(rule_id):
        output.out.print(f"\n{text}", markup=False, soft_wrap=True)


def _show_history(contents: Sequence[ValidationRule], *, json: bool) -> None:
    rows = [
        {"version": number, **one.model_dump(mode="json", exclude={"enabled"})}
        for number, one in enumerate(contents, start=1)
    ]
    if json:
        output.document({"rule_id": contents[0].rule_id, "versions": rows})
        return
    for row, before in zip(rows, (None, *rows), strict=False):
        state = " (in use)" if row is rows[-1] else ""
        output.out.print(f"version {row['version']}{state}", markup=False)
        for name, value in row.items():
            if name != "version" and (before is None or before[name] != value):
                output.out.print(f"  {name}: {value}", markup=False, soft_wrap=True)


@app.command()
def check(
    files: Annotated[list[Path], typer.Argument(help="Files to review.")],
    *,
    swea: Annotated[Category, typer.Option(help="What the files are.")],
    foreign: Annotated[
        bool, typer.Option("--foreign", help="Report conventions of the house, do not reject.")
    ] = False,
    data_dir: DataDir = None,
    json: Json = False,
) -> None:
    """Review files; the exit code is 1 when one is rejected."""
    codes = {path: read_code(path) for path in files}
    with session(data_dir) as optimizer:
        reviews = {
            path: optimizer.rules.check(code, swea, path=str(path), own=not foreign)
            for path, code in codes.items()
        }
    if json:
        output.document(
            {
                "results": [
                    {"file": str(path)}
                    | review.model_dump(exclude={"results"}, mode="json")
                    | {"rules": [one.model_dump(mode="json") for one in review.results]}
                    for path, review in reviews.items()
                ]
            }
        )
    else:
        for path, review in reviews.items():
            _show(path, review)
    rejected = any(one.outcome is Outcome.CONFIDENT_REJECTION for one in reviews.values())
    raise typer.Exit(1 if rejected else 0)


app.command()(fix)
app.command()(verdict)
app.command()(rule_changes.add)
app.command()(rule_changes.update)
app.command()(rule_changes.disable)
app.command()(rule_changes.enable)
app.command()(rule_changes.rollback)


def _show(path: Path, review: Review) -> None:
    colour = _COLOUR[review.outcome]
    output.out.print(
        f"[{colour}]{review.outcome}[/{colour}] {output.escape(str(path))} "
        f"(confidence {review.confidence:.2f}, {review.approval_recommendation})"
    )
    for result in review.results:
        for finding in result.findings:
            output.out.print(
                f"  line {finding.line}:{finding.column} {output.escape(finding.message)} "
                f"[dim]{result.rule_id}[/dim]"
            )
        if result.outcome is Outcome.UNCERTAIN and result.applicable:
            output.out.print(f"  {output.escape(result.reason)} [dim]{result.rule_id}[/dim]")
