"""The shipped standards: short enough, and every example in them is code that holds."""

import re
import sqlite3
import sys
from collections.abc import Iterator
from types import ModuleType

import pytest
from fastapi.testclient import TestClient
from streamlit.testing.v1 import AppTest

from application.rules import Rules
from application.standards import Standards
from domain.review import Outcome
from domain.standards import MAX_COMPRESSED_TOKENS, Standard
from infrastructure.adapters.clock_system import SystemClock
from infrastructure.adapters.event_log_memory import MemoryEventLog
from infrastructure.adapters.pattern_engine import RE2PatternEngine
from infrastructure.adapters.standards_files import PackagedStandards
from infrastructure.adapters.tokenizer_toktok import ToktokTokenizer

STANDARDS = {
    each.compressed.swea_type.value: each
    for each in Standards(PackagedStandards(), ToktokTokenizer()).list()
}
PYTHON_TYPES = ("backend", "frontend", "test")
FORMS = ("compressed", "full")


def code_of(text: str, language: str) -> str:
    """All examples of a standard, as the one file that they make."""
    return "\n\n".join(re.findall(rf"^```{language}\n(.*?)^```$", text, re.DOTALL | re.MULTILINE))


@pytest.fixture(params=list(STANDARDS))
def standard(request: pytest.FixtureRequest) -> Standard:
    return STANDARDS[request.param]


def test_there_is_one_for_every_swea_type() -> None:
    assert list(STANDARDS) == ["backend", "database", "frontend", "test"]


def test_a_compressed_standard_has_less_than_300_tokens(standard: Standard) -> None:
    assert 100 < standard.compressed.token_count < MAX_COMPRESSED_TOKENS


def test_a_compressed_standard_costs_at_most_a_third_of_the_full_one(standard: Standard) -> None:
    assert standard.token_share <= 0.35


def test_both_forms_have_the_same_version(standard: Standard) -> None:
    assert standard.compressed.version == standard.full.version


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("swea_type", PYTHON_TYPES)
def test_python_examples_compile(swea_type: str, form: str) -> None:
    code = code_of(getattr(STANDARDS[swea_type], form).content, "python")

    assert code
    compile(code, f"{swea_type}/{form}", "exec")


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("swea_type", STANDARDS)
def test_no_rule_rejects_an_example(swea_type: str, form: str) -> None:
    rules = Rules(log=MemoryEventLog(), clock=SystemClock(), patterns=RE2PatternEngine())
    language = "sql" if swea_type == "database" else "python"
    code = code_of(getattr(STANDARDS[swea_type], form).content, language)
    code = code.partition("ALTER TABLE")[0]  # the rules judge the script that makes the schema

    review = rules.check(code, swea_type)

    said = [
        (r.rule_id, r.reason) for r in review.results if r.outcome is Outcome.CONFIDENT_REJECTION
    ]
    assert said == []


def test_the_sql_examples_run_in_one_script() -> None:
    code = code_of(STANDARDS["database"].full.content, "sql")
    schema, change, query = re.split(r"(?=^ALTER|^SELECT)", code, flags=re.MULTILINE)
    db = sqlite3.connect(":memory:")
    db.execute("PRAGMA foreign_keys = ON")

    db.executescript(schema)
    db.executescript(schema)
    db.execute("INSERT INTO customers (id, email, name) VALUES (1, 'a@b.c', 'Ada')")
    db.execute("INSERT INTO orders (number, ordered_on, customer_id) VALUES ('1', '2026-01-01', 1)")
    db.executescript(change)

    assert db.execute(query, {"customer": 1}).fetchall() == [(1, "1", 0)]
    for broken in (
        "DELETE FROM customers",
        "UPDATE orders SET total = -1",
        "UPDATE orders SET status = 'lost'",
        "UPDATE orders SET shipped_on = '2025-12-31'",
    ):
        with pytest.raises(sqlite3.IntegrityError):
            db.execute(broken)
    db.close()


def test_the_compressed_sql_example_runs_twice() -> None:
    db = sqlite3.connect(":memory:")

    for _ in range(2):
        db.executescript(code_of(STANDARDS["database"].compressed.content, "sql"))

    assert db.execute("PRAGMA foreign_key_list(employees)").fetchall()
    db.close()


@pytest.fixture
def backend(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ModuleType]:
    """The full backend standard as the module that its examples make."""
    module = ModuleType("backend_standard")
    sys.modules[module.__name__] = module  # pydantic looks names up there
    folder = tmp_path_factory.mktemp("standard")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DATABASE_URL", f"sqlite:///{folder / 'app.db'}")
        exec(code_of(STANDARDS["backend"].full.content, "python"), module.__dict__)  # noqa: S102 - our own text
    module.Base.metadata.create_all(module.engine)
    yield module
    module.engine.dispose()
    del sys.modules[module.__name__]


def test_the_backend_example_is_an_application_that_works(backend: ModuleType) -> None:
    with backend.get_db() as db:
        db.add(backend.Author(id=1, name="Ada"))
        db.commit()

    with TestClient(backend.app) as client:
        created = client.post("/api/books", json={"title": "Notes", "pages": 3, "author_id": 1})
        assert created.status_code == 201
        assert client.get(created.headers["Location"]).json() == created.json()
        orphan = client.post("/api/books", json={"title": "Notes", "pages": 3, "author_id": 2})
        assert orphan.status_code == 409
        assert orphan.headers["content-type"] == "application/problem+json"
        assert client.post("/api/books", json={"title": "x", "more": 1}).status_code == 422
        assert client.delete(created.headers["Location"]).status_code == 204
        assert client.delete(created.headers["Location"]).status_code == 404


def test_the_frontend_example_draws_a_page_and_says_when_nobody_answers() -> None:
    code = code_of(STANDARDS["frontend"].full.content, "python")

    page = AppTest.from_string(code + "\nrender()\n", default_timeout=30).run()

    assert not page.exception
    assert page.title[0].value == "Students"
    assert page.error[0].value == "The API does not answer. Is it running?"
    page.button[0].click().run()
    assert "Name: this field is required." in [error.value for error in page.error]
