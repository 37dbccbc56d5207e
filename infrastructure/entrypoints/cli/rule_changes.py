"""`baes-opt rule`: changing which rules count, and with which content."""

from pathlib import Path
from typing import Annotated

import typer

from domain.errors import InvalidRuleError
from domain.located_json import read_object
from domain.review import ValidationRule
from infrastructure.entrypoints.cli import output
from infrastructure.entrypoints.cli.line_files import read_text
from infrastructure.entrypoints.cli.options import DataDir, Json
from infrastructure.entrypoints.cli.session import session

RuleId = Annotated[str, typer.Argument(metavar="ID", help="The id of a rule.")]
_FIELDS = (
    'write {"rule_id": …, "description": …, "category": …, "required_patterns": […], '
    '"prohibited_patterns": […], "uncertainty_triggers": […], "confidence_threshold": …}'
)


def add(
    file: Annotated[Path, typer.Argument(help="JSON: the fields of a rule.")],
    *,
    data_dir: DataDir = None,
    json: Json = False,
) -> None:
    """Add a rule of one's own: regular expressions that code must or must not match."""
    fields = read_object(read_text(file), source=str(file), hint=_FIELDS)
    with session(data_dir, feeds=False) as optimizer:
        done = optimizer.rules.add(fields)
    _say(done, "added", as_json=json)


def update(
    rule_id: RuleId,
    file: Annotated[Path, typer.Argument(help="JSON: the fields that change.")],
    *,
    data_dir: DataDir = None,
    json: Json = False,
) -> None:
    """Give a rule another content; the one that it had stays in its history."""
    fields = dict(read_object(read_text(file), source=str(file), hint=_FIELDS))
    if fields.pop("rule_id", rule_id) != rule_id:
        raise InvalidRuleError(rule_id, "its id cannot be changed; add another rule instead")
    with session(data_dir, feeds=False) as optimizer:
        done = optimizer.rules.update(rule_id, **fields)
    _say(done, "updated", as_json=json)


def disable(rule_id: RuleId, *, data_dir: DataDir = None, json: Json = False) -> None:
    """Count a rule no more."""
    with session(data_dir, feeds=False) as optimizer:
        done = optimizer.rules.disable(rule_id)
    _say(done, "disabled", as_json=json)


def enable(rule_id: RuleId, *, data_dir: DataDir = None, json: Json = False) -> None:
    """Count a rule again."""
    with session(data_dir, feeds=False) as optimizer:
        done = optimizer.rules.enable(rule_id)
    _say(done, "enabled", as_json=json)


def rollback(
    rule_id: RuleId,
    *,
    version: Annotated[
        int | None, typer.Option(help="Of `rule show --history`; the one before, without it.")
    ] = None,
    data_dir: DataDir = None,
    json: Json = False,
) -> None:
    """Give a rule an earlier content again."""
    with session(data_dir, feeds=False) as optimizer:
        done = optimizer.rules.rollback(rule_id, version)
    _say(done, "rolled back", as_json=json)


def _say(rule: ValidationRule, done: str, *, as_json: bool) -> None:
    if as_json:
        output.document(rule)
    else:
        output.out.print(f"{rule.rule_id}: {done}", markup=False)
