"""The contract of the import check, over one worker for the whole module."""

import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from infrastructure.adapters.import_check_subprocess import SubprocessImportCheck

NEVER_HERE = "a_module_that_only_the_worker_imports"


@pytest.fixture(scope="module")
def checker() -> Iterator[SubprocessImportCheck]:
    with SubprocessImportCheck(seconds=3.0, memory_bytes=256 << 20) as check:
        check.warm_up()
        yield check


def write(folder: Path, **modules: str) -> list[str]:
    for name, text in modules.items():
        (folder / f"{name}.py").write_text(text, encoding="utf-8")
    return list(modules)


def test_good_modules_are_imported_elsewhere(
    checker: SubprocessImportCheck, tmp_path: Path
) -> None:
    (tmp_path / "app").mkdir()
    (tmp_path / "app" / "main.py").write_text("from fastapi import FastAPI\napp = FastAPI()\n")
    names = [*write(tmp_path, **{NEVER_HERE: "import app.main\n"}), "app.main"]

    assert checker.check(tmp_path, names) == dict.fromkeys(names)
    assert NEVER_HERE not in sys.modules
    assert "app.main" not in sys.modules


def test_an_error_is_told_with_its_file_and_line(
    checker: SubprocessImportCheck, tmp_path: Path
) -> None:
    names = write(
        tmp_path,
        missing="import os\nimport nothing_of_that_name\n",
        broken="def f(:\n",
        raising="from helper import run\nrun()\n",
        helper="def run():\n    raise ValueError('no')\n",
        leaving="raise SystemExit(3)\n",
    )

    found = checker.check(tmp_path, names)

    assert found["missing"] == (
        "ModuleNotFoundError: No module named 'nothing_of_that_name' (missing.py, line 2)"
    )
    assert found["broken"] == "SyntaxError: invalid syntax (broken.py, line 1)"
    assert found["raising"] == "ValueError: no (helper.py, line 2)"
    assert found["helper"] is None
    assert found["leaving"] == "SystemExit: 3 (leaving.py, line 1)"


def test_a_module_that_ends_the_process_costs_only_itself(
    checker: SubprocessImportCheck, tmp_path: Path
) -> None:
    names = write(
        tmp_path,
        before="x = 1\n",
        dying="import os, signal\nos.kill(os.getpid(), signal.SIGSEGV)\n",
        leaving="import os\nos._exit(7)\n",
        after="x = 1\n",
    )

    found = checker.check(tmp_path, names)

    assert found["before"] is None
    assert found["dying"] == "the import ended the process with SIGSEGV"
    assert found["leaving"] == "the import ended the process with exit code 7"
    assert found["after"] is None


def test_a_module_that_hangs_is_stopped(checker: SubprocessImportCheck, tmp_path: Path) -> None:
    names = write(tmp_path, hanging="import time\ntime.sleep(60)\n", after="x = 1\n")

    found = checker.check(tmp_path, names)

    assert found["hanging"] == "the import did not end within 3 s"
    assert (found["after"] or "").startswith("not checked: ")


def test_memory_is_limited(checker: SubprocessImportCheck, tmp_path: Path) -> None:
    names = write(tmp_path, greedy="x = bytearray(2 << 30)\n")

    assert "MemoryError" in (checker.check(tmp_path, names)["greedy"] or "")


def test_the_environment_is_bare_and_nothing_is_left_behind(
    checker: SubprocessImportCheck, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BAES_MODEL_API_KEY", "secret")
    names = write(
        tmp_path,
        probe="""
import os, sys
assert "BAES_MODEL_API_KEY" not in os.environ
assert os.environ["DATABASE_URL"] == "sqlite://"
assert os.listdir(os.environ["HOME"]) == []
assert os.path.samefile(os.getcwd(), os.path.dirname(__file__))
print("noise"); print("noise", file=sys.stderr); os.write(1, b"noise")
open(os.path.join(os.environ["HOME"], "left"), "w").close()
""",
    )

    assert checker.check(tmp_path, names) == {"probe": None}
    assert [path.name for path in tmp_path.iterdir()] == ["probe.py"]


def test_jobs_do_not_see_each_other(checker: SubprocessImportCheck, tmp_path: Path) -> None:
    for folder, value in (("one", 1), ("two", 2)):
        (tmp_path / folder).mkdir()
        write(tmp_path / folder, same=f"VALUE = {value}\n")
        names = write(tmp_path / folder, probe=f"import same\nassert same.VALUE == {value}\n")
        assert checker.check(tmp_path / folder, names) == {"probe": None}


def test_a_dead_worker_is_replaced(checker: SubprocessImportCheck, tmp_path: Path) -> None:
    names = write(tmp_path, fine="x = 1\n")
    worker = checker._worker
    assert worker is not None
    os.kill(worker.pid, signal.SIGKILL)

    answers = [checker.check(tmp_path, names)["fine"] for _ in range(2)]

    assert answers[0] is None or answers[0].startswith("not checked: ")
    assert answers[1] is None


def test_a_closed_check_says_that_it_did_not_check(tmp_path: Path) -> None:
    check = SubprocessImportCheck()
    check.close()
    check.close()

    assert check.check(tmp_path, ["a"]) == {"a": "not checked: the import check is closed"}


def test_a_folder_that_is_gone_is_reported(checker: SubprocessImportCheck, tmp_path: Path) -> None:
    found = checker.check(tmp_path / "nowhere", ["a"])

    assert found["a"] is not None
