"""What a generated system must be: clean, deterministic, one schema, tests that pass."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from domain.generation.stamp import is_untouched
from tests.generated_systems import PARTS, write_system
from tests.templates.systems import GENERATOR, generation, specification, write

SYSTEMS = ["chinook", "northwind", "sakila", "hard", "keys", "rules", "school"]
HERE = Path(__file__).parent
GOLDEN = HERE / "golden"


def run(folder: Path, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """A module of this Python, in the folder, with none of our settings and plugins."""
    return subprocess.run(
        [sys.executable, *map(str, arguments)],
        cwd=folder,
        env=os.environ | {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"},
        capture_output=True,
        text=True,
        check=False,
        timeout=280,
    )


@pytest.fixture(params=SYSTEMS)
def folder(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    return write(generation(request.param), tmp_path)


def test_every_line_of_the_table_gives_its_file() -> None:
    files = {file.path for file in generation("library").files}

    assert generation("library").fallbacks == ()
    assert {
        "README.md",
        "schema.sql",
        "app/main.py",
        "app/models/book.py",
        "app/routes/book.py",
        "ui/components/book_form.py",
        "ui/components/book_table.py",
        "tests/test_book.py",
    } <= files
    assert len(files) == len(generation("library").files)


@pytest.mark.parametrize(
    "path", ["app/models/book.py", "app/routes/book.py", "schema.sql", "tests/test_book.py"]
)
def test_the_text_is_the_golden_one(path: str) -> None:
    """After a wanted change: write the new text there and read the difference."""
    found = {file.path: file.text for file in generation("library").files}

    assert found[path] == (GOLDEN / f"{path.replace('/', '_')}.golden").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", SYSTEMS)
def test_the_same_system_gives_the_same_bytes(name: str) -> None:
    again = GENERATOR.generate(specification(name).model_copy())

    assert {f.path: f.text for f in again.files} == {f.path: f.text for f in generation(name).files}


def test_a_header_tells_whether_a_file_was_edited() -> None:
    for file in generation("library").files:
        if file.path.endswith((".py", ".sql", ".md", ".txt")):
            assert is_untouched(file.text), file.path
            assert not is_untouched(file.text + "\n"), file.path


@pytest.mark.parametrize("name", SYSTEMS)
def test_no_file_leads_out_of_the_folder(name: str) -> None:
    for file in generation(name).files:
        assert not Path(file.path).is_absolute()
        assert ".." not in Path(file.path).parts


def test_python_is_clean_under_ruff(folder: Path) -> None:
    for command in (("check",), ("format", "--check")):
        done = run(folder, "-m", "ruff", *command, "--no-cache", ".")
        assert done.returncode == 0, done.stdout


def test_the_script_makes_what_the_models_make_and_runs_twice(folder: Path) -> None:
    done = run(folder, HERE / "read_schema.py")

    assert done.returncode == 0, done.stderr
    schemas = json.loads(done.stdout)
    assert len(schemas["script"]) > 1
    assert schemas["script"] == schemas["models"]


@pytest.mark.slow
def test_python_is_clean_under_mypy(tmp_path: Path) -> None:
    """One after the other, so that the libraries are read once."""
    write_system(PARTS, tmp_path / "parts")
    for name in ("hard", "rules", "school"):
        write(generation(name), tmp_path / name)

    for folder in sorted(tmp_path.iterdir()):
        done = run(folder, "-m", "mypy", "--strict", f"--cache-dir={tmp_path / '.mypy'}", ".")
        assert done.returncode == 0, f"{folder.name}: {done.stdout}"


@pytest.mark.slow
@pytest.mark.parametrize("name", ["library", "hard", "keys", "rules", "school"])
def test_the_generated_tests_pass(name: str, tmp_path: Path) -> None:
    """Those of the three schemas are run by `end_to_end/test_build.py`."""
    folder = write(generation(name), tmp_path)

    done = run(folder, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests")

    assert done.returncode == 0, done.stdout[-3000:]


def test_importing_the_application_writes_nothing(tmp_path: Path) -> None:
    written = write(generation("library"), tmp_path)
    before = {path for path in written.rglob("*") if path.suffix != ".pyc"}

    done = run(written, "-B", "-c", "import app.main")

    assert done.returncode == 0, done.stderr
    assert {path for path in written.rglob("*") if path.suffix != ".pyc"} == before
