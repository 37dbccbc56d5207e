"""What the review says about code: rejected with its line, approved, or a matter for a reader."""

import pytest

from application.review import Reviewer
from application.rules import Rules
from domain.confidence import Record
from domain.errors import CodeTooLargeError, InvalidRequestError, UnknownRuleError
from domain.review import Category, Outcome, Recommendation, ValidationResult, ValidationRule
from infrastructure.adapters.clock_system import SystemClock
from infrastructure.adapters.event_log_memory import MemoryEventLog
from infrastructure.adapters.pattern_engine import RE2PatternEngine

APPROVED, REJECTED, UNCERTAIN = (
    Outcome.CONFIDENT_APPROVAL,
    Outcome.CONFIDENT_REJECTION,
    Outcome.UNCERTAIN,
)
SEED_EXAMPLE = """
@contextmanager
def get_db():
    try:
        db = SessionLocal()
        yield db
    finally:
        db.close()
"""
ONE_WRONG_POST = """from fastapi import APIRouter

router = APIRouter()


@router.post("/a", status_code=201)
def a() -> A: ...


@router.post("/b")
def b() -> B: ...
"""


@pytest.fixture
def rules() -> Rules:
    return Rules(log=MemoryEventLog(), clock=SystemClock(), patterns=RE2PatternEngine())


def custom(**fields: object) -> ValidationRule:
    base = {"rule_id": "custom", "description": "x", "category": "backend"}
    return ValidationRule.model_validate(base | fields)


def result_of(rules: Rules, code: str, rule: str | ValidationRule) -> ValidationResult:
    category = rule.category if isinstance(rule, ValidationRule) else rules.get(rule).category
    review = rules.check(code, category, [rule])
    (result,) = review.results
    return result


def test_the_compressed_example_of_the_seed_is_approved(rules: Rules) -> None:
    result = result_of(rules, SEED_EXAMPLE, "backend_context_manager")

    assert result.outcome is APPROVED
    assert len(result.matched_patterns) == 3


def test_right_code_inside_a_docstring_does_not_count(rules: Rules) -> None:
    code = f"'''{SEED_EXAMPLE}'''\ndb = SessionLocal()\ndb.commit()\n"

    result = result_of(rules, code, "backend_context_manager")

    assert result.outcome is REJECTED
    assert [finding.line for finding in result.findings] == [10]
    assert result.matched_patterns == ()


def test_one_right_post_does_not_hide_a_wrong_one(rules: Rules) -> None:
    review = rules.check(ONE_WRONG_POST, "backend")

    assert review.outcome is REJECTED
    assert review.approval_recommendation is Recommendation.REJECT
    assert not review.requires_llm_review
    (rejecting,) = [r for r in review.results if r.outcome is REJECTED]
    assert rejecting.reason.startswith("Line 10: POST /b does not declare")
    assert [(f.line, f.column) for f in rejecting.findings] == [(10, 2)]


def test_a_convention_does_not_reject_foreign_code(rules: Rules) -> None:
    review = rules.check(ONE_WRONG_POST, "backend", own=False)

    assert review.outcome is APPROVED
    (status,) = [r for r in review.results if r.rule_id == "backend_http_status"]
    assert [f.line for f in status.findings] == [10]


def test_a_missing_context_manager_names_line_and_function(rules: Rules) -> None:
    code = "def get_db():\n    yield 1\n\nwith get_db() as db:\n    pass\n"

    result = result_of(rules, code, "backend_context_manager")

    assert result.reason.startswith("Line 1: missing @contextmanager on get_db")


def test_a_syntax_error_is_a_rejection_with_its_line(rules: Rules) -> None:
    review = rules.check("x = 1\ndef f(:\n", "backend")

    assert review.outcome is REJECTED
    assert review.results[0].findings[0].line == 2


@pytest.mark.parametrize("code", ["x = 1\nreturn x\n", "def f():\n    x = 1\n    nonlocal y\n"])
def test_what_only_the_compiler_refuses_is_a_rejection_too(rules: Rules, code: str) -> None:
    assert rules.check(code, "backend").outcome is REJECTED


def test_an_sql_error_is_a_rejection_with_its_line(rules: Rules) -> None:
    review = rules.check("CREATE TABLE a (id INTEGER PRIMARY KEY);\nCREAT TABLE b;\n", "database")

    assert review.outcome is REJECTED
    assert review.results[0].findings[0].line == 2


def test_sql_that_may_not_run_here_is_not_approved(rules: Rules) -> None:
    code = "CREATE TABLE IF NOT EXISTS a (id INTEGER PRIMARY KEY);\nATTACH 'other.db' AS x;"

    review = rules.check(code, "database")

    assert review.outcome is UNCERTAIN
    assert review.results[-1].reason == "Line 2: not authorized"


def test_a_parameter_that_is_bound_again_is_no_constant(rules: Rules) -> None:
    code = 'def f(db, x):\n    q = f"SELECT a FROM t WHERE x = {x}"\n    x = 5\n    db.execute(q)\n'

    assert result_of(rules, code, "backend_no_sql_from_strings").outcome is REJECTED


def test_a_trigger_makes_it_uncertain(rules: Rules) -> None:
    code = SEED_EXAMPLE.replace("yield db", "yield db if db else None")

    result = result_of(rules, code, "backend_context_manager")

    assert result.outcome is UNCERTAIN


def test_code_without_a_subject_is_uncertain(rules: Rules) -> None:
    review = rules.check("x = 1\n", "backend")

    assert review.outcome is UNCERTAIN
    assert review.requires_llm_review
    assert review.approval_recommendation is Recommendation.REVIEW
    assert not any(result.applicable for result in review.results)


def test_without_an_enabled_rule_it_is_uncertain(rules: Rules) -> None:
    for rule in rules.list(Category.BACKEND):
        rules.disable(rule.rule_id)

    review = rules.check(ONE_WRONG_POST, "backend")

    assert review.outcome is UNCERTAIN
    assert review.results == ()


def test_a_search_that_was_given_up_is_uncertain(rules: Rules) -> None:
    rule = custom(required_patterns=[r"(?=q|(a|aa)+$)a"])

    assert result_of(rules, "a" * 60 + "b", rule).outcome is UNCERTAIN


def test_a_prohibited_pattern_of_a_user_rejects_with_its_place(rules: Rules) -> None:
    rule = custom(prohibited_patterns=[r"\beval\("])

    result = result_of(rules, "# eval(1)\nx = '''\neval(2)'''\ny =  eval('3')\n", rule)

    assert result.outcome is REJECTED
    assert (result.findings[0].line, result.findings[0].column) == (4, 6)


def test_a_prohibited_pattern_inside_of_a_string_is_a_matter_of_doubt(rules: Rules) -> None:
    rule = custom(prohibited_patterns=["https?://"])

    assert result_of(rules, "x = 'http://a'\n", rule).outcome is UNCERTAIN
    assert result_of(rules, "'''see http://a'''\n", rule).applicable is False


def test_a_missing_required_pattern_prevents_approval(rules: Rules) -> None:
    rule = custom(required_patterns=["^import logging"])

    missing = result_of(rules, "import os\n", rule)

    assert missing.outcome is UNCERTAIN
    assert missing.failed_patterns == ("^import logging",)
    assert result_of(rules, "import logging\n", rule).outcome is APPROVED


def test_a_pattern_that_a_user_adds_to_a_shipped_rule_counts(rules: Rules) -> None:
    shipped = rules.get("backend_context_manager")
    rules.update(
        "backend_context_manager",
        prohibited_patterns=[*shipped.prohibited_patterns, r"\bget_db\b"],
    )

    result = result_of(rules, SEED_EXAMPLE, "backend_context_manager")

    assert result.outcome is REJECTED
    assert result.findings[0].line == 3


def test_a_rule_whose_record_is_poor_is_uncertain() -> None:
    engine = RE2PatternEngine()
    known = Rules(log=MemoryEventLog(), clock=SystemClock(), patterns=engine)
    reviewer = Reviewer(
        select=known.list,
        patterns=engine,
        records=lambda: {"backend_context_manager": Record(disagreed=10)},
    )

    review = reviewer.review(SEED_EXAMPLE, "backend", rules=["backend_context_manager"])

    assert review.outcome is UNCERTAIN
    assert "below its threshold" in review.results[0].reason


def test_bad_questions_are_refused(rules: Rules) -> None:
    with pytest.raises(InvalidRequestError, match="no SWEA type named 'poetry'"):
        rules.check("", "poetry")
    with pytest.raises(UnknownRuleError):
        rules.check("", "backend", ["nobody"])
    with pytest.raises(CodeTooLargeError):
        rules.check("#" * 300_000, "backend")


def test_a_file_of_another_language_is_left_to_a_reader(rules: Rules) -> None:
    assert rules.check("let x = 1", "frontend", path="ui/app.js").outcome is UNCERTAIN


@pytest.mark.parametrize("depth", [500, 5000])
def test_code_that_nests_too_deeply_is_never_approved(rules: Rules, depth: int) -> None:
    code = SEED_EXAMPLE + "x = " + "(" * depth + ")" * depth + "\n"

    assert rules.check(code, "backend").outcome is not APPROVED


def test_a_long_chain_of_operators_ends_with_an_answer(rules: Rules) -> None:
    code = "x = " + "-" * 3000 + "1\n" + ONE_WRONG_POST

    assert rules.check(code, "backend").outcome is not APPROVED
