"""The review of this service's own artefacts: all approved as they are, none once it is damaged."""

from functools import cache

import pytest

from application.generation.generate import GeneratedFile
from application.rules import Rules
from domain.generation.catalogue import SEED_TEMPLATES
from domain.review import Outcome, Review
from infrastructure.adapters.clock_system import SystemClock
from infrastructure.adapters.event_log_memory import MemoryEventLog
from infrastructure.adapters.pattern_engine import RE2PatternEngine
from tests.templates.systems import generation

SCHEMAS = ["chinook", "northwind", "sakila", "school"]
RULES = Rules(log=MemoryEventLog(), clock=SystemClock(), patterns=RE2PatternEngine())
BY_ENTITY = {metadata.template_id for metadata in SEED_TEMPLATES}
BY_ENTITY |= {"frontend_page", "backend_links_routes", "test_links"}


@cache
def generated(schema: str) -> dict[str, GeneratedFile]:
    return {file.path: file for file in generation(schema).files}


def review(file: GeneratedFile, text: str | None = None) -> Review:
    code = file.text if text is None else text
    return RULES.check(code, file.swea_type, path=file.path)


@pytest.mark.parametrize("schema", SCHEMAS)
def test_every_artefact_of_an_entity_is_approved(schema: str) -> None:
    files = [f for f in generated(schema).values() if f.template_id in BY_ENTITY]

    verdicts = {file.path: review(file) for file in files}

    assert len(files) > 50
    doubtful = {
        path: [r.reason for r in found.results if r.applicable and r.outcome != found.outcome]
        for path, found in verdicts.items()
        if found.outcome is not Outcome.CONFIDENT_APPROVAL
    }
    assert doubtful == {}


@pytest.mark.parametrize("schema", SCHEMAS)
def test_no_file_of_the_whole_system_is_rejected(schema: str) -> None:
    rejected = [
        file.path
        for file in generated(schema).values()
        if review(file).outcome is Outcome.CONFIDENT_REJECTION
    ]

    assert rejected == []


ROUTES = "app/routes/album.py"
MODEL = "app/models/album.py"
SESSION = "app/database/session.py"
FORM = "ui/components/album_form.py"
TABLE = "ui/components/album_table.py"
TESTS = "tests/test_album.py"
SQL = "schema.sql"

FAULTS = {
    "the 201 is dropped": (ROUTES, "    status_code=status.HTTP_201_CREATED,\n", ""),
    "the 201 is a 200": (ROUTES, "status.HTTP_201_CREATED", "status.HTTP_200_OK"),
    "the 204 is dropped": (ROUTES, "status_code=status.HTTP_204_NO_CONTENT, ", ""),
    "a model is a dict": (ROUTES, "    response_model=AlbumRead,\n", "    response_model=None,\n"),
    "a dependency is called": (
        ROUTES,
        "Depends(session_dependency)",
        "Depends(get_session())",
    ),
    "a session is opened by the route": (
        ROUTES,
        "    values = payload.model_dump()\n",
        "    values = payload.model_dump()\n    db = Session()\n",
    ),
    "SQL is built from a string": (
        ROUTES,
        "    values = payload.model_dump()\n",
        (
            "    values = payload.model_dump()\n"
            "    db.execute(f\"DELETE FROM albums WHERE title = '{payload.title}'\")\n"
        ),
    ),
    "a password stands in the code": (
        ROUTES,
        "router = APIRouter(",
        'DB_PASSWORD = "correct-horse-9"\nrouter = APIRouter(',
    ),
    "an address stands in the code": (
        ROUTES,
        "router = APIRouter(",
        'AUDIT = "https://audit.internal/log"\nrouter = APIRouter(',
    ),
    "an error is swallowed": (
        ROUTES,
        "    crud.delete(db, row)\n",
        "    try:\n        crud.delete(db, row)\n    except Exception:\n        pass\n",
    ),
    "the syntax is broken": (ROUTES, "def create_album(", "def create_album("[:-1]),
    "the model's key is dropped": (MODEL, "primary_key=True", "primary_key=False"),
    "the index of the model's foreign key is dropped": (MODEL, "sa.Index(", "sa.Sequence("),
    "the session is never closed": (
        SESSION,
        "    finally:\n        db.close()\n",
        "    finally:\n        pass\n",
    ),
    "the context manager is missing": (SESSION, "@contextmanager\n", ""),
    "the table's key is dropped": (SQL, " INTEGER NOT NULL PRIMARY KEY", " INTEGER NOT NULL"),
    "a foreign key has no index": (SQL, "CREATE INDEX IF NOT EXISTS", "-- CREATE INDEX"),
    "a foreign key leads nowhere": (SQL, 'REFERENCES "artists"', 'REFERENCES "artist"'),
    "the script cannot run twice": (SQL, "CREATE TABLE IF NOT EXISTS", "CREATE TABLE"),
    "the script drops a table": (SQL, "CREATE TABLE IF", 'DROP TABLE "albums";\nCREATE TABLE IF'),
    "the form sends what was not checked": (FORM, "if answers.errors:", "if False:"),
    "the form shows no error": (
        FORM,
        (
            "        others = form.show(error.errors)\n"
            '        st.error(plain(" ".join([error.detail, *others])))\n'
        ),
        "        del error\n",
    ),
    "the form has no button": (FORM, "form_submit_button", "button"),
    "the form says nothing when it is saved": (FORM, "state.leave_notice(", "str("),
    "the table shows no error": (TABLE, "st.error(", "str("),
    "the table says nothing when it deleted": (TABLE, "state.leave_notice(", "str("),
    "the tests expect no refusal": (TESTS, ", 4", ", 9"),
    "the tests assert nothing": (TESTS, "assert", "print"),
    "the tests never delete": (TESTS, "client.delete(", "client.head("),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_damaged_artefact_is_never_approved(fault: str) -> None:
    path, old, new = FAULTS[fault]
    file = generated("chinook")[path]
    assert old in file.text, "the fault does not fit the template any more"

    found = review(file, file.text.replace(old, new))

    assert found.outcome is not Outcome.CONFIDENT_APPROVAL
