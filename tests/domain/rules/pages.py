"""docs/rules/: a page for each rule of the catalogue, from the code and its annotated cases.

Run this module to write them and the prior records of the rules anew.
"""

import sys
from doctest import DocTestParser
from pathlib import Path

from domain.repairs import ONLY_REGENERATED, REPAIRS
from domain.review import Severity
from domain.rules import CATALOGUE, PythonRule, StructuralRule, record
from domain.rules.explanation import explanation
from domain.rules.inspection import Inspection
from domain.rules.python_source import PythonSource, read_python
from domain.rules.record import PRIOR
from domain.rules.sql_source import SqlSource, read_sql
from infrastructure.adapters.formatter_ruff import RuffFormatter
from tests.domain.rules.annotated import CORPUS, cases

RECORD = Path(record.__file__)
FOLDER = Path(__file__).parents[3] / "docs" / "rules"
_CONVENTION = (
    "a convention of the house: rejects code that this service asked for, "
    "and is only reported in code of others (`rule check --foreign`)"
)
_SEVERITY = {
    frozenset({Severity.ERROR}): "an error: rejects code, also that of others",
    frozenset({Severity.CONVENTION}): _CONVENTION,
    frozenset(Severity): f"some findings are an error, some {_CONVENTION}",
}
_INDEX = """# The rules
[What a review does with them](../reviews.md).

| rule | asks |
|---|---|
"""


def pages() -> dict[str, str]:
    """File name -> text."""
    examples = {
        f"{rule_id} {name}.{'py' if isinstance(rule, PythonRule) else 'sql'}": text
        for rule_id, rule in CATALOGUE.items()
        for name, text in zip(("wrong", "right"), _examples(rule), strict=True)
    }
    formatted = iter(RuffFormatter().format(examples).values())
    found = {
        f"{rule_id}.md": _page(rule_id, rule, wrong=next(formatted), right=next(formatted))
        for rule_id, rule in CATALOGUE.items()
    }
    rows = [f"| [{rule_id}]({rule_id}.md) | {_title(rule_id)} |\n" for rule_id in CATALOGUE]
    return {"README.md": _INDEX + "".join(rows), **found}


def _title(rule_id: str) -> str:
    return explanation(rule_id).split("\n\n")[0].replace("\n", " ")


def _page(rule_id: str, rule: StructuralRule, *, wrong: str, right: str) -> str:
    title, _, reasons = explanation(rule_id).partition("\n\n")
    language = "python" if isinstance(rule, PythonRule) else "sql"
    facts = [
        f"Code: {rule.rule.category}",
        f"Severity: {_SEVERITY[_severities(rule)]}",
        f"Sure from a record of {rule.rule.confidence_threshold:.2f}",
        f"It begins with {PRIOR[rule_id]} annotated cases judged right",
        f"Repair: {_repair(rule_id)}",
    ]
    parts = [
        f"# {rule_id}",
        title.replace("\n", " "),
        reasons,
        "\n".join(f"- {one}" for one in facts),
        f"Rejected:\n```{language}\n{wrong.strip()}\n```",
        f"In order:\n```{language}\n{right.strip()}\n```",
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _repair(rule_id: str) -> str:
    if rule_id in REPAIRS:
        return "[by rule](../repairs.md), where that is no guess"
    return f"none; {ONLY_REGENERATED[rule_id]}"


def _severities(rule: StructuralRule) -> frozenset[Severity]:
    """Those of what it finds in its own cases."""
    found = set()
    for path in sorted((CORPUS / rule.rule.rule_id).iterdir()):
        text = path.read_text(encoding="utf-8")
        if isinstance(rule, PythonRule):
            found |= {one.severity for one in rule.check(read_python(text)).findings}
        else:
            found |= {one.severity for one in rule.check(read_sql(text)).findings}
    return frozenset(found)


def _examples(rule: StructuralRule) -> tuple[str, str]:
    """The wrong case and the right one of the doctest in the rule's file."""
    module = sys.modules[rule.check.__module__]
    shown: dict[bool, str] = {}

    def check(source: PythonSource | SqlSource) -> Inspection:
        found: Inspection = module.check(source)
        shown.setdefault(bool(found.findings), source.text.strip("\n"))
        return found

    names = {**vars(module), "check": check}
    for example in DocTestParser().get_examples(module.__doc__ or ""):
        exec(compile(example.source, module.__name__, "exec"), names)  # noqa: S102 - our own file
    return shown[True], shown[False]


def counted() -> dict[str, int]:
    """How many cases of its corpus each rule has to judge right: its prior record."""
    return {rule_id: sum(case.size for case in cases(rule_id)) for rule_id in CATALOGUE}


def main() -> None:
    """Write the record and all pages, and nothing else is left there."""
    text = RECORD.read_text(encoding="utf-8")
    rows = "".join(f'    "{rule_id}": {count},\n' for rule_id, count in counted().items())
    RECORD.write_text(text.partition("{\n")[0] + "{\n" + rows + "}\n", encoding="utf-8")
    PRIOR.update(counted())
    FOLDER.mkdir(exist_ok=True)
    for path in FOLDER.glob("*.md"):
        path.unlink()
    for name, text in pages().items():
        (FOLDER / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
