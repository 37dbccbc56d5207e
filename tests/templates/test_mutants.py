"""The emitted tests notice when their API is broken: each mutant below must make them fail.

What is checked twice, by pydantic and by the database, is broken in both places.
"""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.templates.systems import generation, write

ROUTES, MODEL = "app/routes/book.py", "app/models/book.py"
CRUD, LISTING, SESSION = "app/crud.py", "app/listing.py", "app/database/session.py"
LINKS, LINK_TABLES = "app/links.py", "app/models/links.py"
LINK_ROUTES = "app/routes/student_links.py"
SET_ALL = "    for name, value in values.items():\n"
DELETE = "    db.delete(row)\n"
# Name: file, then old and new texts in turn.
MUTANTS: dict[str, tuple[str, ...]] = {
    "no route creates": (ROUTES, "@router.post(", "@router.trace("),
    "the list ignores its limit": (LISTING, ".limit(query.limit)", ""),
    "the list ignores its offset": (LISTING, ".offset(query.offset)", ""),
    "the list ignores filters": (LISTING, ".where(*_filters(model, query))", ""),
    "the list ignores its order": (LISTING, "*_order(query.sort, sortable), ", ""),
    "the search finds everything": (LISTING, "    if query.q:", "    if False:"),
    "the total is one": (LISTING, ".all(), total", ".all(), 1"),
    "a change is not stored": (CRUD, "setattr(row, name, value)", "pass"),
    "a change touches all rows": (
        CRUD,
        SET_ALL,
        "    db.execute(sa.update(type(row)).values(title='x'))\n" + SET_ALL,
    ),
    "a delete does nothing": (CRUD, DELETE, "    pass\n"),
    "a delete empties the table": (CRUD, DELETE, "    db.execute(sa.delete(type(row)))\n"),
    "If-Match is ignored": (CRUD, '    if "*" not in tags and', "    if False and"),
    "unknown fields are taken": (MODEL, 'extra="forbid"', 'extra="ignore"'),
    "lengths are not checked": (MODEL, "200", "2000"),
    "the minimum is not checked": (MODEL, "Decimal(0)", "Decimal(-9)", ">= 0", ">= -9"),
    "uniqueness is not kept": (
        MODEL,
        'sa.UniqueConstraint("isbn", name="uq_books__isbn"),',
        "",
    ),
    "references are not kept": (SESSION, "foreign_keys=ON", "foreign_keys=OFF"),
}
CASCADES = "    key = {column.name: getattr(row, column.name) for column in table.columns}\n"
LINK_MUTANTS: dict[str, tuple[str, ...]] = {
    "no route links": (LINK_ROUTES, "@router.put(", "@router.trace("),
    "linking does nothing": (LINKS, "    db.execute(insert(", "    (insert("),
    "linking twice fails": (LINKS, ".on_conflict_do_nothing()", ""),
    "a link is not committed": (
        LINKS,
        ".on_conflict_do_nothing())\n    db.commit()",
        ".on_conflict_do_nothing())\n    db.rollback()",
    ),
    "a link leads the other way": (
        LINKS,
        "{way.here: here, way.there: there}",
        "{way.here: there, way.there: here}",
    ),
    "unlinking does nothing": (LINKS, "all()\n    db.commit()", "all()\n    db.rollback()"),
    "unlinking twice is fine": (LINKS, "    if not ended:", "    if False:"),
    "unlinking ends all links of a row": (LINKS, ", columns[way.there] == there)", ",)"),
    "all rows are listed as linked": (LISTING, "    if within is not None:", "    if False:"),
    "a link is listed from every row": (LINKS, ".where(columns[way.here] == here)", ""),
    "a deleted row leaves its links": (
        LINK_TABLES,
        'ondelete="CASCADE"',
        'ondelete="NO ACTION"',
    ),
    "a deleted row takes what it was linked to": (
        CRUD,
        CASCADES,
        CASCADES + "    db.execute(sa.text('DELETE FROM courses'))\n",
    ),
    "a deleted row takes all links": (
        CRUD,
        CASCADES,
        CASCADES + "    db.execute(sa.text('DELETE FROM courses_students'))\n",
    ),
}


def run_tests(folder: Path, tests: str = "test_book.py") -> int:
    command = ["-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", f"tests/{tests}"]
    done = subprocess.run([sys.executable, *command], cwd=folder, capture_output=True, check=False)
    return done.returncode


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(generation("library"), tmp_path_factory.mktemp("sound"))


@pytest.mark.slow
def test_the_sound_system_passes(sound: Path) -> None:
    assert run_tests(sound) == 0


@pytest.mark.slow
@pytest.mark.parametrize("name", MUTANTS)
def test_a_mutant_is_noticed(name: str, sound: Path, tmp_path: Path) -> None:
    mutate(MUTANTS[name], sound, tmp_path / "mutant")

    assert run_tests(tmp_path / "mutant") == 1


@pytest.fixture(scope="module")
def linked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(generation("school"), tmp_path_factory.mktemp("linked"))


@pytest.mark.slow
def test_the_sound_links_pass(linked: Path) -> None:
    assert run_tests(linked, "test_student_links.py") == 0


@pytest.mark.slow
@pytest.mark.parametrize("name", LINK_MUTANTS)
def test_a_mutant_of_links_is_noticed(name: str, linked: Path, tmp_path: Path) -> None:
    mutate(LINK_MUTANTS[name], linked, tmp_path / "mutant")

    assert run_tests(tmp_path / "mutant", "test_student_links.py") == 1


def mutate(mutant: tuple[str, ...], sound: Path, folder: Path) -> None:
    file, *texts = mutant
    path = shutil.copytree(sound, folder) / file
    text = path.read_text(encoding="utf-8")
    for old, new in zip(texts[::2], texts[1::2], strict=True):
        assert old in text
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")
