"""`baes-opt rule verdict`: saying that reviewed code is right or wrong."""

import re
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from application.calibration import Given
from domain.errors import InvalidRequestError, UnknownArtefactError
from infrastructure.entrypoints.cli import output
from infrastructure.entrypoints.cli.code_files import read_code
from infrastructure.entrypoints.cli.options import DataDir, Json
from infrastructure.entrypoints.cli.session import session

_DIGEST = re.compile(r"[0-9a-f]{8,64}")


class Word(StrEnum):
    """What can be said of code."""

    APPROVE = "approve"
    REJECT = "reject"


def verdict(
    artefact: Annotated[
        str, typer.Argument(help="A reviewed file as it is now, or the start of its SHA-256.")
    ],
    word: Annotated[Word, typer.Argument(metavar="approve|reject", show_default=False)],
    *,
    reason: Annotated[str, typer.Option(help="Kept with the verdict.")] = "",
    rule: Annotated[
        list[str] | None, typer.Option(help="Judge this rule only; may be repeated.")
    ] = None,
    data_dir: DataDir = None,
    json: Json = False,
) -> None:
    """Say that reviewed code is right or wrong: the rules that spoke are measured by it."""
    code = _code(artefact)
    with session(data_dir) as optimizer:
        try:
            given = optimizer.verdicts.give(code, word.value, reason=reason, rules=rule or ())
        except UnknownArtefactError:
            raise UnknownArtefactError(artefact) from None
    if json:
        output.document(
            {
                "file": given.path,
                "content_sha256": given.event.content_sha256,
                "verdict": given.event.verdict,
                "given_by": given.event.given_by,
                "is_new": given.is_new,
                "agreed": [one for one, agreed in given.lessons.items() if agreed],
                "disagreed": [one for one, agreed in given.lessons.items() if not agreed],
            }
        )
        return
    _show(given)


def _code(artefact: str) -> str:
    """The text of a file, or a digest as it is."""
    path = Path(artefact)
    if path.is_file():
        return read_code(path)
    if _DIGEST.fullmatch(artefact):
        return artefact
    raise InvalidRequestError(
        f"{artefact} is no file, and no SHA-256 of reviewed code or eight digits of one"
    )


def _show(given: Given) -> None:
    word = {"approve": "approved", "reject": "rejected"}[given.event.verdict]
    again = "" if given.is_new else " (as before)"
    output.out.print(f"{word} {given.path} {given.event.content_sha256[:12]}{again}", markup=False)
    for rule_id, agreed in given.lessons.items():
        output.out.print(f"  {rule_id} {'agreed' if agreed else 'disagreed'}", markup=False)
    if not given.lessons:
        output.out.print("  no rule had been sure", markup=False)
