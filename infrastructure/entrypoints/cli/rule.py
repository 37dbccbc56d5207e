"""`baes-opt rule`: the rule set, and reviewing code with it."""

from pathlib import Path
from typing import Annotated

import typer

from domain.errors import InvalidRequestError
from domain.review import Category, Outcome, Review
from infrastructure.entrypoints.cli import output
from infrastructure.entrypoints.cli.options import DataDir, Json
from infrastructure.entrypoints.cli.rule_fix import fix
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
    """List the rules, the disabled ones included."""
    with session(data_dir) as optimizer:
        rules = optimizer.rules.list(category, enabled_only=False)
    if json:
        output.document({"rules": rules})
        return
    output.table(
        f"{len(rules)} rules",
        ("rule", "category", "threshold", "on", "description"),
        [
            (
                one.rule_id,
                one.category,
                f"{one.confidence_threshold:.2f}",
                "yes" if one.enabled else "no",
                one.description,
            )
            for one in rules
        ],
        whole=("rule",),
    )


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
    codes = {path: _read(path) for path in files}
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


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise InvalidRequestError(f"{path} is not UTF-8 text (byte {error.start})") from error
    except OSError as error:
        raise InvalidRequestError(f"{path} cannot be read: {error.strerror}") from error


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
