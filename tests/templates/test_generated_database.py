"""The database of a generated system on disk: made on first use, changed by scripts, shared."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from domain.attributes import Attribute, AttributeType
from domain.entities import SystemSpec
from tests.templates.systems import GENERATOR, generation, specification, write

CREATE = """
from fastapi.testclient import TestClient
from app.main import app
with TestClient(app) as client:
    author = client.post("/api/authors", json={"name": "Ada"})
    assert author.status_code == 201, author.text
    print(client.get("/api/authors").json()["total"])
"""
WRITE_FROM_THREADS = """
from concurrent.futures import ThreadPoolExecutor
from fastapi.testclient import TestClient
from app.main import app
with TestClient(app) as client:
    client.post("/api/authors", json={"name": "Ada"})
    def change(n):
        tag = client.get("/api/authors/1").headers["etag"]
        return client.patch("/api/authors/1", json={"name": str(n)}, headers={"If-Match": tag})
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(change, range(80)))
    statuses = {answer.status_code for answer in answers}
    changed = [a.json()["name"] for a in answers if a.status_code == 200]
    last = client.get("/api/authors/1").json()["name"]
    print(statuses <= {200, 412}, last in changed)
"""


def run(folder: Path, code: str) -> subprocess.CompletedProcess[str]:
    environment = {k: v for k, v in os.environ.items() if k != "DATABASE_URL"}
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def with_pages() -> SystemSpec:
    """The library, whose authors have one attribute more."""
    system = specification("library")
    author, *others = system.entities
    pages = Attribute(name="pages", type=AttributeType.INTEGER)
    grown = author.model_copy(update={"attributes": (*author.attributes, pages)})
    return system.model_copy(update={"entities": (grown, *others)})


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return write(generation("library"), tmp_path)


@pytest.mark.slow
def test_the_tables_are_made_on_first_use_and_kept(library: Path) -> None:
    assert run(library, CREATE).stdout == "1\n"
    assert run(library, CREATE).stdout == "2\n"
    assert (library / "app.db").is_file()


@pytest.mark.slow
def test_a_database_of_another_schema_is_refused_by_name(library: Path) -> None:
    run(library, CREATE)
    write(GENERATOR.generate(with_pages()), library)

    done = run(library, CREATE)

    assert done.returncode == 1
    assert "the table authors" in done.stderr
    assert "lacks pages" in done.stderr


@pytest.mark.slow
def test_a_script_changes_the_schema_once_and_keeps_the_rows(library: Path) -> None:
    run(library, CREATE)
    write(GENERATOR.generate(with_pages()), library)
    script = library / "migrations" / "0001_pages.sql"
    script.parent.mkdir()
    script.write_text('ALTER TABLE "authors" ADD COLUMN "pages" INTEGER;\n')

    assert run(library, CREATE).stdout == "2\n"
    assert run(library, CREATE).stdout == "3\n"


@pytest.mark.slow
def test_a_script_that_fails_changes_nothing(library: Path) -> None:
    run(library, CREATE)
    script = library / "migrations" / "0001_broken.sql"
    script.parent.mkdir()
    script.write_text('DELETE FROM "authors"; ALTER TABLE "nobody" ADD COLUMN "x" INTEGER;\n')
    assert run(library, CREATE).returncode == 1

    script.unlink()

    assert run(library, CREATE).stdout == "2\n"


@pytest.mark.slow
def test_two_changes_of_one_row_do_not_overwrite_each_other(library: Path) -> None:
    done = run(library, WRITE_FROM_THREADS)

    assert done.stdout == "True True\n", done.stderr
