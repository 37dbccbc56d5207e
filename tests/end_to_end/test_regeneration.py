"""A person works in the generated folder, then the system grows: both are there in the end."""

import hashlib
import json
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from tests.end_to_end.program import BaesOpt, ask

ROUTE = '''

@router.get("/shouted/titles")
def shout_titles(db: DatabaseSession) -> list[str]:
    """Every title, shouted."""
    return [book.shouted() for book in db.query(Book)]
'''
METHOD = '''
    def shouted(self) -> str:
        """The title, in capitals."""
        return self.title.upper()
'''


@pytest.fixture
def app(baes_opt: BaesOpt, tmp_path: Path) -> Path:
    """The folder of a system with books."""
    assert baes_opt("build", "create books with title and isbn", "--out", "app").code == 0
    return tmp_path / "app"


def edit(path: Path, old: str, new: str) -> str:
    """Replace, as a person does, text that is there once; returns the whole."""
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")
    return text.replace(old, new)


@pytest.mark.slow
def test_edits_survive_a_new_attribute_and_everything_works(baes_opt: BaesOpt, app: Path) -> None:
    routes, model, table = (
        app / name
        for name in ("app/routes/book.py", "app/models/book.py", "ui/components/book_table.py")
    )
    routes.write_text(routes.read_text(encoding="utf-8") + ROUTE, encoding="utf-8")
    column = "    isbn: Mapped[PlainText] = mapped_column(\n        sa.Text,\n    )\n"
    edit(model, column, column + METHOD)
    edit(table, 'Column("title", "Title")', 'Column("title", "Title of the book")')
    edit(app / "schema.sql", 'TABLE IF NOT EXISTS "books"', 'TABLE IF NOT EXISTS "books" -- mine')
    ask(app, "/api/books", {"title": "Emma", "isbn": "1"})

    built = baes_opt("build", "add pages:int to book", "--out", "app", "--test", "--json")

    assert built.code == 0, built.err
    assert {*built.json["merged"]} == {
        "app/routes/book.py",
        "app/models/book.py",
        "ui/components/book_table.py",
        "schema.sql",
    }
    assert built.json["conflicts"] == built.json["kept"] == []
    assert built.json["requests"][0]["tests"]["failed"] == 0
    assert "ui/components/book_table.py: merged with what you edited" in built.err.splitlines()
    assert ROUTE in routes.read_text(encoding="utf-8")
    assert METHOD in model.read_text(encoding="utf-8")
    text = table.read_text(encoding="utf-8")
    assert '"Title of the book"' in text
    assert 'Column("pages", "Pages"' in text
    assert "-- mine" in (app / "schema.sql").read_text(encoding="utf-8")
    assert ask(app, "/api/books/shouted/titles") == ["EMMA"]
    rows = ask(app, "/api/books", {"title": "Persuasion", "isbn": "2", "pages": 249})["items"]
    assert [row["pages"] for row in rows] == [None, 249]


@pytest.mark.slow
def test_a_conflict_is_marked_told_and_refused_until_it_is_resolved(
    baes_opt: BaesOpt, app: Path
) -> None:
    edit(app / "ui/components/book_table.py", 'Column("isbn", "Isbn")', 'Column("isbn", "ISBN")')

    built = baes_opt("build", "add pages:int to book", "--out", "app", "--json")

    assert built.code == 1
    assert built.json["conflicts"] == ["ui/components/book_table.py"]
    assert built.json["merged"] == []
    table = app / "ui/components/book_table.py"
    lines = table.read_text(encoding="utf-8").splitlines()
    at = lines.index("<<<<<<< yours") + 1
    assert built.err.splitlines() == [
        f"ui/components/book_table.py, line {at}: conflict; resolve it and build again"
    ]

    refused = baes_opt("build", "add year:int to book", "--out", "app")

    assert refused.code == 2
    assert f"book_table.py, line {at}: a conflict is not resolved" in refused.err
    assert table.read_text(encoding="utf-8").splitlines() == lines

    resolved = [line for line in lines if not line.startswith(("<<<<<<<", "=======", ">>>>>>>"))]
    resolved.remove('    Column("isbn", "Isbn"),')
    table.write_text("\n".join(resolved) + "\n", encoding="utf-8")
    built = baes_opt("build", "add year:int to book", "--out", "app", "--json")

    assert built.code == 0, built.err
    assert built.json["merged"] == ["ui/components/book_table.py"]
    text = table.read_text(encoding="utf-8")
    assert '"ISBN"' in text
    assert 'Column("year", "Year", kind="number")' in text


@pytest.mark.slow
def test_an_edited_schema_and_an_edited_script_lose_no_migration(
    baes_opt: BaesOpt, app: Path
) -> None:
    edit(app / "schema.sql", "CREATE TABLE", "-- mine\nCREATE TABLE")
    ask(app, "/api/books", {"title": "Emma", "isbn": "1"})
    baes_opt("build", "add pages:int to book", "--out", "app")
    first = app / "migrations/0001.sql"
    first.write_text("-- mine\n" + first.read_text(encoding="utf-8"), encoding="utf-8")
    mine = first.read_bytes()
    (app / "migrations/0002_mine.sql").write_text(
        "UPDATE books SET pages = 474;\n", encoding="utf-8"
    )

    built = baes_opt("build", "add year:int to book", "--out", "app", "--json")
    baes_opt("build", "remove isbn from book", "--out", "app")

    assert built.json["kept"] == ["migrations/0001.sql"]
    assert first.read_bytes() == mine
    names = sorted(path.name for path in (app / "migrations").iterdir())
    assert names == ["0001.sql", "0002_mine.sql", "0003.sql", "0004.sql"]
    assert ask(app, "/api/books")["items"] == [
        {"id": 1, "title": "Emma", "pages": 474, "year": None}
    ]


@pytest.mark.slow
def test_an_entity_that_is_removed_takes_its_table_and_leaves_what_was_edited(
    baes_opt: BaesOpt, app: Path
) -> None:
    baes_opt("build", "create pens with colour", "--out", "app")
    ask(app, "/api/books", {"title": "Emma", "isbn": "1"})
    page = app / "ui/pages/pen.py"
    mine = edit(page, "import streamlit as st", "import streamlit as st  # mine")

    built = baes_opt("build", "delete entity pen", "--out", "app", "--json")

    assert built.code == 0, built.err
    assert built.json["kept"] == ["ui/pages/pen.py"]
    assert page.read_text(encoding="utf-8") == mine
    assert not (app / "app/models/pen.py").exists()
    assert [row["title"] for row in ask(app, "/api/books")["items"]] == ["Emma"]
    with closing(sqlite3.connect(app / "app.db")) as db:
        tables = {name for (name,) in db.execute("SELECT name FROM sqlite_master")}
    assert "books" in tables
    assert "pens" not in tables


@pytest.mark.slow
def test_an_artefact_is_recorded_as_it_lies_in_the_folder(baes_opt: BaesOpt, app: Path) -> None:
    edit(app / "ui/components/book_table.py", '("title", "Title")', '("title", "Title of it")')
    edit(app / "app/routes/book.py", "Create one book.", "Create one.")
    built = baes_opt("build", "add pages:int to book", "--out", "app", "--json")
    request = built.json["requests"][0]["request_id"]

    story = baes_opt("events", "list", "--request", request, "--json").json["events"]

    recorded = {
        event["payload"]["path"]: event["payload"]["content_sha256"]
        for event in story
        if event["type"] == "ArtefactGenerated"
    }
    for path in ("ui/components/book_table.py", "app/routes/book.py", "app/models/book.py"):
        assert recorded[path] == hashlib.sha256((app / path).read_bytes()).hexdigest()


@pytest.mark.slow
def test_builds_from_two_data_directories_leave_a_whole_system(
    baes_opt: BaesOpt, tmp_path: Path
) -> None:
    names = ("books", "pens")

    def build(name: str) -> int:
        asked = ("build", f"create {name} with title", "--out", "app")
        return baes_opt(*asked, "--data-dir", tmp_path / name).code

    with ThreadPoolExecutor(len(names)) as pool:
        codes = list(pool.map(build, names))

    assert codes == [0, 0]
    manifest = json.loads((tmp_path / "app/manifest.json").read_bytes())
    assert len(manifest["entities"]) == 1
    for path, one in manifest["files"].items():
        found = (tmp_path / "app" / path).read_bytes()
        assert hashlib.sha256(found).hexdigest() == one["sha256"], path
    assert not list((tmp_path / "app").rglob("*.new"))
