"""What `pip install .` gives, and what happens when another package has our generic names."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this checkout, built with the locked build tool."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation"]
    subprocess.run([*command, "--wheel-dir", folder, ROOT], check=True, capture_output=True)
    (built,) = folder.glob("*.whl")
    return built


def python(code: str, *path: Path) -> subprocess.CompletedProcess[str]:
    """Run code with these folders first on the path, far from the checkout."""
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(map(str, path))}
    command = [sys.executable, "-c", code]
    return subprocess.run(command, env=env, cwd="/", capture_output=True, text=True, check=False)


@pytest.mark.slow
def test_the_wheel_holds_what_the_program_needs_and_no_tests(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())

    needed = [
        path.relative_to(ROOT).as_posix()
        for folder in ("domain", "application", "infrastructure", "projections", "templates")
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    ]
    assert set(needed) <= names
    assert "baes_optimizer.py" in names
    assert not [name for name in names if name.startswith(("tests", "benchmarks"))]


@pytest.mark.slow
def test_the_wheel_works_without_the_checkout(wheel: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "site")
    code = (
        "import sys, templates; from infrastructure.entrypoints.cli import main;"
        f"assert templates.__file__.startswith({str(tmp_path)!r}), templates.__file__;"
        f"sys.argv = ['baes-opt', 'build', 'create books with title', '--out', "
        f"{str(tmp_path / 'app')!r}, '--data-dir', {str(tmp_path / 'data')!r}]; main()"
    )

    done = python(code, tmp_path / "site")

    assert done.returncode == 0, done.stderr
    assert (tmp_path / "app" / "app" / "models" / "book.py").exists()


def test_a_package_that_shadows_ours_is_named(tmp_path: Path) -> None:
    (tmp_path / "domain").mkdir()
    (tmp_path / "domain" / "__init__.py").write_text("", encoding="utf-8")

    done = python("import baes_optimizer", tmp_path, ROOT)

    assert done.returncode == 1
    assert str(tmp_path / "domain") in done.stderr
    assert str(ROOT / "domain") in done.stderr


def test_the_public_face_imports_no_heavy_part() -> None:
    heavy = ("nltk", "duckdb", "jinja2", "streamlit", "fastapi", "sqlalchemy", "pandas")
    code = f"import sys, baes_optimizer; print([m for m in {heavy!r} if m in sys.modules])"

    done = python(code, ROOT)

    assert done.stdout.strip() == "[]", done.stderr


def test_a_kernel_builds_and_records_through_the_public_face(tmp_path: Path) -> None:
    code = f"""
from pathlib import Path
from baes_optimizer import Intent, ModelNeededError, Optimizer, Settings
folder = Path({str(tmp_path)!r})
with Optimizer.open(Settings(data_dir=folder / "data")) as optimizer:
    found = optimizer.recognize("create books with title, isbn")
    assert (found.entity, found.intent) == ("Book", Intent.CREATE)
    try:
        optimizer.recognize("make it better")
    except ModelNeededError:
        pass
    else:
        raise AssertionError("no model was needed")
    optimizer.cache.write("make it better", found)
    assert optimizer.cache.read("make it better") == found
    report = optimizer.build(["create books with title, isbn"], out=str(folder / "app"))
    assert report.requests[0].source == "memory", report
    [day] = optimizer.metrics.aggregated("daily")
    assert day.total_requests == 1
    assert optimizer.cache.invalidate(entity="BOOK") == 2
    assert optimizer.cache.read("make it better") is None
print("done")
"""

    done = python(code, ROOT)

    assert done.stdout.strip() == "done", done.stderr
