"""Every wrong line of the rules' corpus, alone: its repair holds for all rules, or is refused."""

import pytest

from domain.errors import CannotRepairError
from domain.repairs import REPAIRS, Fixer, PythonFixer
from domain.repairs.edit import Edit
from domain.review import Category, Finding
from domain.rules import CATALOGUE, Inspection, PythonRule, SqlRule
from domain.rules.python_source import PythonSource, read_python
from domain.rules.sql_source import SqlSource, read_sql
from tests.domain.rules.annotated import Case, cases

FORMS = ("as_written", "with_other_line_ends", "with_tabs", "with_comments_everywhere")
CASES = [case for rule_id in REPAIRS for case in cases(rule_id) if case.name.endswith(FORMS)]


def read(fixer: Fixer, text: str) -> PythonSource | SqlSource:
    return read_python(text) if isinstance(fixer, PythonFixer) else read_sql(text)


def inspected(rule_id: str, source: PythonSource | SqlSource) -> Inspection:
    rule = CATALOGUE[rule_id]
    if isinstance(rule, PythonRule) and isinstance(source, PythonSource):
        return rule.check(source)
    if isinstance(rule, SqlRule) and isinstance(source, SqlSource):
        return rule.check(source)
    return Inspection(0)


def found(source: PythonSource | SqlSource, category: Category) -> dict[str, tuple[int, int]]:
    """Findings and doubts by rule."""
    ids = [rule_id for rule_id, rule in CATALOGUE.items() if rule.rule.category is category]
    seen = {rule_id: inspected(rule_id, source) for rule_id in ids}
    return {rule_id: (len(one.findings), len(one.doubts)) for rule_id, one in seen.items()}


def findings(rule_id: str, source: PythonSource | SqlSource) -> tuple[Finding, ...]:
    return inspected(rule_id, source).findings


def repaired(fixer: Fixer, source: PythonSource | SqlSource, finding: Finding) -> str:
    if isinstance(fixer, PythonFixer) and isinstance(source, PythonSource):
        edit = Edit(source)
        fixer.fix(edit, finding)
        return edit.text()
    assert not isinstance(fixer, PythonFixer)
    assert isinstance(source, SqlSource)
    return fixer.fix(source, finding)


@pytest.mark.parametrize("case", CASES, ids=[f"{c.rule_id}-{c.name}" for c in CASES])
def test_each_wrong_line_is_repaired_or_refused(case: Case) -> None:
    fixer, category = REPAIRS[case.rule_id], CATALOGUE[case.rule_id].rule.category
    source = read(fixer, case.text)
    before = found(source, category)
    assert findings(case.rule_id, source)

    for finding in findings(case.rule_id, source):
        try:
            text = repaired(fixer, source, finding)
        except CannotRepairError:
            continue

        after = found(read(fixer, text), category)

        assert after[case.rule_id][0] < before[case.rule_id][0], text
        for rule_id, (broken, doubted) in after.items():
            assert broken <= before[rule_id][0], rule_id
            assert doubted <= before[rule_id][1], rule_id
