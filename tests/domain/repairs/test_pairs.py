"""Every fixer turns its wrong code into exactly the right one, or refuses for the reason given."""

import ast
import difflib

import pytest

from application.rules import Rules
from domain.errors import CannotRepairError, UnreadableCodeError
from domain.repairs import FIXERS, ONLY_REGENERATED, REPAIRS, PythonFixer, fix_all
from domain.review import Outcome
from domain.rules import CATALOGUE
from infrastructure.adapters.clock_system import SystemClock
from infrastructure.adapters.event_log_memory import MemoryEventLog
from infrastructure.adapters.pattern_engine import RE2PatternEngine
from tests.domain.repairs.pairs import Pair, pairs

PAIRS = list(pairs())
REPAIRED = [one for one in PAIRS if one.after is not None]
REFUSED = [one for one in PAIRS if one.after is None]


@pytest.fixture(scope="module")
def rules() -> Rules:
    return Rules(log=MemoryEventLog(), clock=SystemClock(), patterns=RE2PatternEngine())


def named(cases: list[Pair]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("pair", cases, ids=[f"{c.rule_id}-{c.name}" for c in cases])


@named(REPAIRED)
def test_the_repaired_text_is_the_expected_one(pair: Pair) -> None:
    repaired = fix_all(REPAIRS[pair.rule_id], pair.before)

    assert repaired == pair.after


@named(REPAIRED)
def test_no_rule_rejects_it_and_its_own_has_no_doubt(pair: Pair, rules: Rules) -> None:
    category = CATALOGUE[pair.rule_id].rule.category
    before = rules.check(pair.before, category)

    after = rules.check(pair.after or "", category)

    assert before.outcome is Outcome.CONFIDENT_REJECTION
    assert after.outcome is not Outcome.CONFIDENT_REJECTION, after.results
    for result in after.results:
        assert not result.findings, result
        assert result.outcome is Outcome.CONFIDENT_APPROVAL or not result.applicable


@named(REPAIRED)
def test_a_second_repair_changes_nothing(pair: Pair) -> None:
    assert fix_all(REPAIRS[pair.rule_id], pair.after or "") == pair.after


@named(REPAIRED)
def test_other_line_ends_stay(pair: Pair) -> None:
    before, after = pair.before.replace("\n", "\r\n"), (pair.after or "").replace("\n", "\r\n")

    assert fix_all(REPAIRS[pair.rule_id], before) == after


@named([one for one in REPAIRED if isinstance(REPAIRS[one.rule_id], PythonFixer)])
def test_code_around_it_stays_to_the_byte(pair: Pair) -> None:
    odd = "\n\ndef  unrelated ( a,b = [ 1,2 ] ) :   # odd\n\treturn  { 'a' :a }  ;  \n"

    repaired = fix_all(REPAIRS[pair.rule_id], pair.before + odd)

    assert repaired == (pair.after or "") + odd
    ast.parse(repaired)


@named(REFUSED)
def test_a_guess_is_refused(pair: Pair) -> None:
    with pytest.raises((CannotRepairError, UnreadableCodeError), match=pair.refused):
        fix_all(REPAIRS[pair.rule_id], pair.before)


@pytest.mark.parametrize("rule_id", sorted(REPAIRS))
def test_each_fixer_has_at_least_two_pairs_and_one_refusal(rule_id: str) -> None:
    stem = rule_id.replace("frontend_no_", "backend_no_").replace("test_no_", "backend_no_")
    own = [one for one in PAIRS if one.rule_id == stem]

    assert sum(one.after is not None for one in own) >= 2


def test_every_rule_has_a_fixer_or_a_reason_why_not() -> None:
    assert set(REPAIRS) | set(ONLY_REGENERATED) == set(CATALOGUE)
    assert not set(REPAIRS) & set(ONLY_REGENERATED)
    assert len(FIXERS) == len(REPAIRS)


def test_a_repair_touches_only_the_lines_that_are_named() -> None:
    before = "".join(
        f'@router.post("/{n}"{", status_code=201" if n != 7 else ""})\ndef f{n}() -> A: ...\n\n\n'
        for n in range(12)
    )

    repaired = fix_all(REPAIRS["backend_http_status"], before)

    changed = [
        line
        for line in difflib.ndiff(before.splitlines(), repaired.splitlines())
        if line[:1] in "+-"
    ]
    assert changed == ['- @router.post("/7")', '+ @router.post("/7", status_code=201)']
