"""Links in a generated system: addresses that nothing can confuse, scripts that keep them."""

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from domain.entities import EntityRelationship, EntitySpec, SystemSpec
from domain.generation.migration import migration
from domain.specification import parse_specification
from tests.templates.systems import GENERATOR, SPECIFICATIONS, generation, specification, write

SLASHES = """
from fastapi.testclient import TestClient
from app.main import app
with TestClient(app) as client:
    for path in ("a", "a/tags", "a/tags/b"):
        assert client.post("/api/pages", json={"path": path}).status_code == 201
    tag = client.post("/api/tags", json={"word": "w"}).json()
    code = tag["code"]
    assert client.put(f"/api/pages/a%2Ftags/tags/{code}").status_code == 204
    assert client.put(f"/api/tags/{code}/pages/a%2Ftags%2Fb").status_code == 204
    assert client.get("/api/pages/a%2Ftags").json()["path"] == "a/tags"
    assert client.get("/api/pages/a%2Ftags%2Fb").json()["path"] == "a/tags/b"
    assert client.get("/api/pages/a/tags").json()["items"] == []
    assert client.get("/api/pages/a%2Ftags/tags").json()["items"] == [tag]
    linked = client.get(f"/api/tags/{code}/pages").json()
    assert [page["path"] for page in linked["items"]] == ["a/tags", "a/tags/b"]
    assert client.delete("/api/pages/a%2Ftags%2Fb").status_code == 204
    assert client.get(f"/api/tags/{code}/pages").json()["total"] == 1
    assert client.get("/api/pages/%ED%A0%80/tags").status_code == 404
    assert client.get("/api/pages/%00/tags").status_code == 404
"""
DOCUMENTED = """
from app.main import app
paths = app.openapi()["paths"]
one = paths["/api/students/{identifier}/courses/{other}"]
assert set(one) == {"put", "delete"}
assert one["put"]["tags"] == ["Students"]
assert set(one["put"]["responses"]) == {"204", "404", "422"}
listed = paths["/api/students/{identifier}/courses"]["get"]
assert listed["responses"]["200"]["content"]["application/json"]["schema"] == {
    "$ref": "#/components/schemas/CoursePage"
}
assert {p["name"] for p in listed["parameters"]} >= {"identifier", "limit", "sort", "q", "title"}
identifiers = [o["operationId"] for path in paths.values() for o in path.values()]
assert len(identifiers) == len(set(identifiers))
"""


def run(folder: Path, code: str) -> None:
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code],
        cwd=folder,
        env={"DATABASE_URL": f"sqlite:///{folder}/test.db"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


@pytest.fixture
def school(tmp_path: Path) -> Path:
    return write(generation("school"), tmp_path)


@pytest.mark.slow
def test_a_slash_in_an_identifier_is_not_one_of_the_address(school: Path) -> None:
    run(school, SLASHES)


@pytest.mark.slow
def test_links_are_documented(school: Path) -> None:
    run(school, DOCUMENTED)


def schema(*, linked: bool) -> str:
    """The script of the library; `linked`: books have several authors beside the first."""
    system = specification("library")
    author, book = system.entities
    relation = EntityRelationship(
        related_entity="Author", type="many_to_many", field_name="editors"
    )
    changed = book.model_copy(update={"relationships": (relation,) if linked else ()})
    grown = system.model_copy(update={"entities": (author, changed)})
    files = {file.path: file.text for file in GENERATOR.generate(grown).files}
    return files["schema.sql"]


def rows(db: sqlite3.Connection) -> list[tuple[str, str]]:
    return db.execute(
        "SELECT name, isbn FROM authors JOIN books ON author_id = authors.id"
    ).fetchall()


def test_a_link_table_comes_and_goes_and_the_rows_stay() -> None:
    plain, linked = schema(linked=False), schema(linked=True)
    added, removed = migration(plain, linked) or "", migration(linked, plain) or ""
    with closing(sqlite3.connect(":memory:")) as db:
        db.executescript(plain)
        db.execute("INSERT INTO authors VALUES (1, 'Ada')")
        db.execute("INSERT INTO books (isbn, title, author_id) VALUES ('1234567890123', 't', 1)")

        db.executescript("BEGIN;" + added + "COMMIT; PRAGMA foreign_keys=ON;")
        db.execute("INSERT INTO authors_books_editors VALUES (1, 1)")
        db.commit()
        assert rows(db) == [("Ada", "1234567890123")]
        with pytest.raises(sqlite3.IntegrityError):
            db.execute("INSERT INTO authors_books_editors VALUES (1, 2)")
        db.rollback()

        db.executescript("BEGIN;" + removed + "COMMIT;")
        assert rows(db) == [("Ada", "1234567890123")]
        assert migration(plain, plain) is None


def test_a_table_that_is_rebuilt_keeps_its_links() -> None:
    linked = schema(linked=True)
    longer = linked.replace('"name" VARCHAR(80)', '"name" VARCHAR(90)')
    script = migration(linked, longer) or ""
    assert 'DROP TABLE "authors"' in script
    with closing(sqlite3.connect(":memory:")) as db:
        db.executescript(linked)
        db.execute("INSERT INTO authors VALUES (1, 'Ada')")
        db.execute("INSERT INTO books (isbn, title, author_id) VALUES ('1234567890123', 't', 1)")
        db.execute("INSERT INTO authors_books_editors VALUES (1, 1)")
        db.commit()

        db.executescript("PRAGMA foreign_keys=OFF; BEGIN;" + script + "COMMIT;")

        assert db.execute("SELECT * FROM authors_books_editors").fetchall() == [(1, 1)]
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []


def test_the_order_of_the_entities_moves_no_link() -> None:
    text = SPECIFICATIONS["school"].read_text(encoding="utf-8")
    system = parse_specification(text, source="school")
    turned = system.model_copy(update={"entities": system.entities[::-1]})

    scripts = [
        next(file.text for file in GENERATOR.generate(one).files if file.path == "schema.sql")
        for one in (system, turned)
    ]

    assert migration(*scripts) is None


def test_a_system_without_links_has_no_file_of_them() -> None:
    plain = SystemSpec(name="s", entities=(EntitySpec(name="A"),))

    paths = [file.path for file in GENERATOR.generate(plain).files]

    assert [path for path in paths if "links" in path] == []
