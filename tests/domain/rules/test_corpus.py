"""Every rule reports exactly the lines that are annotated, in every form of its files."""

import ast
import doctest
import importlib
import pkgutil

import pytest

import domain.rules
from domain.rules import CATALOGUE, RULES, PythonRule, StructuralRule
from domain.rules.inspection import Inspection
from domain.rules.python_source import read_python
from domain.rules.record import PRIOR
from domain.rules.sql_source import read_sql
from tests.domain.rules.annotated import CORPUS, Case, cases
from tests.domain.rules.pages import FOLDER, counted, pages

RULE_IDS = [rule.rule.rule_id for rule in RULES]
CASES = [case for rule_id in RULE_IDS for case in cases(rule_id)]


def inspect(rule: StructuralRule, text: str) -> Inspection:
    if isinstance(rule, PythonRule):
        return rule.check(read_python(text))
    return rule.check(read_sql(text))


@pytest.mark.parametrize("case", CASES, ids=[f"{c.rule_id}-{c.name}" for c in CASES])
def test_a_rule_reports_exactly_the_annotated_lines(case: Case) -> None:
    found = inspect(CATALOGUE[case.rule_id], case.text)

    reported = set(found.lines)

    assert reported == case.reported
    assert not case.silent & {doubt.line for doubt in found.doubts}


@pytest.mark.parametrize("rule_id", RULE_IDS)
def test_each_rule_has_at_least_four_wrong_and_three_right_lines(rule_id: str) -> None:
    written = [case for case in cases(rule_id) if case.name.endswith("as_written")]

    assert sum(len(case.reported) for case in written) >= 4
    assert sum(len(case.silent) for case in written) >= 3


def test_every_folder_of_the_corpus_belongs_to_a_rule() -> None:
    assert sorted(path.name for path in CORPUS.iterdir()) == sorted(RULE_IDS)


def test_the_prior_record_of_a_rule_is_the_number_of_its_cases() -> None:
    assert counted() == PRIOR, "run python -m tests.domain.rules.pages"


@pytest.mark.parametrize("rule_id", [i for i in RULE_IDS if isinstance(CATALOGUE[i], PythonRule)])
def test_formatting_does_not_change_what_is_found(rule_id: str) -> None:
    rule = CATALOGUE[rule_id]
    for case in cases(rule_id):
        if case.name.endswith("as_written"):
            rewritten = ast.unparse(ast.parse(case.text))

            found, again = inspect(rule, case.text), inspect(rule, rewritten)

            assert len(again.findings) == len(found.findings)
            assert again.subjects == found.subjects


def test_rule_ids_are_unique() -> None:
    assert len(CATALOGUE) == len(RULES) >= 18


@pytest.mark.parametrize(
    "name", sorted(m.name for m in pkgutil.iter_modules(domain.rules.__path__))
)
def test_the_examples_in_the_docstrings_hold(name: str) -> None:
    module = importlib.import_module(f"domain.rules.{name}")

    result = doctest.testmod(module)

    assert result.failed == 0
    if any(getattr(rule, "check", None) is getattr(module, "check", 0) for rule in RULES):
        assert result.attempted >= 2


def test_the_pages_of_the_rules_are_as_the_rules_are() -> None:
    written = {path.name: path.read_text(encoding="utf-8") for path in FOLDER.glob("*.md")}

    assert written == pages(), "run python -m tests.domain.rules.pages"
