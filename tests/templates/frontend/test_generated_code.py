"""The generated user interface as code: clean, the same each time, data kept apart from code."""

import ast
import subprocess
import sys
from pathlib import Path

import httpx
import pytest
from streamlit.testing.v1 import AppTest

from tests.generated_systems import PARTS, write_system

RULES = "E4,E7,E9,E,F,I,UP,B"


def run(folder: Path, *arguments: str) -> str:
    """What a program of Python says in the folder; it must succeed."""
    done = subprocess.run(
        [sys.executable, "-m", *arguments], cwd=folder, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_ruff_finds_nothing_to_say(parts_folder: Path) -> None:
    options = ("--isolated", "--line-length", "100", "ui")

    run(parts_folder, "ruff", "check", "--select", RULES, *options)
    run(parts_folder, "ruff", "format", "--check", *options)


def test_the_same_system_gives_the_same_bytes(parts_folder: Path, tmp_path: Path) -> None:
    write_system(PARTS, tmp_path)

    first = {path.name: path.read_bytes() for path in (parts_folder / "ui").rglob("*.py")}
    second = {path.name: path.read_bytes() for path in (tmp_path / "ui").rglob("*.py")}
    assert first == second
    assert len(first) > 20


def test_every_module_can_be_imported_from_the_folder_without_a_server(parts_folder: Path) -> None:
    modules = [
        ".".join(path.relative_to(parts_folder).with_suffix("").parts)
        for path in sorted((parts_folder / "ui").rglob("*.py"))
        if path.name != "__init__.py"
    ]

    imports = "; ".join(f"import {module}" for module in modules)
    done = subprocess.run(
        [sys.executable, "-c", imports], cwd=parts_folder, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr.decode()


def test_values_of_the_specification_are_literals(parts_folder: Path) -> None:
    tree = ast.parse((parts_folder / "ui/components/part_form.py").read_text(encoding="utf-8"))

    values = next(
        ast.literal_eval(keyword.value)
        for call in ast.walk(tree)
        if isinstance(call, ast.Call)
        for keyword in call.keywords
        if keyword.arg == "values"
    )
    assert values == ("new", 'it\'s "used"', "{{ x }}")


def test_the_address_of_the_api_stands_in_one_file(parts_folder: Path) -> None:
    holders = [
        path.name
        for path in (parts_folder / "ui").rglob("*.py")
        if "http://127.0.0.1" in path.read_text(encoding="utf-8")
    ]

    assert holders == ["api.py"]


@pytest.mark.usefixtures("api")
def test_the_root_leads_to_the_first_page(parts_folder: Path) -> None:
    app = AppTest.from_file(parts_folder / "ui" / "app.py").run(timeout=30)

    assert not app.exception
    assert [title.value for title in app.title] == ["Makers"]


def test_the_user_interface_is_told_where_the_api_is(
    api: httpx.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    from ui import api as client  # type: ignore[import-not-found]  # noqa: PLC0415 - generated

    assert f"{client.api_url()}/api/" == str(api.base_url)
    monkeypatch.delenv("API_URL")
    assert client.api_url() == "http://127.0.0.1:8000"
