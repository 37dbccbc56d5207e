"""The contract of the runner: counts and texts for each file, and no trace in the folder."""

from pathlib import Path

import pytest

from infrastructure.adapters.generated_tests_pytest import PytestGeneratedTests


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    # The repository's own settings (warnings are errors) must not reach the folder.
    (tmp_path / "pyproject.toml").write_text("[tool.pytest.ini_options]\naddopts = '--nonsense'\n")
    root = tmp_path / "generated"
    (root / "tests").mkdir(parents=True)
    (root / "app").mkdir()
    (root / "app" / "main.py").write_text("ANSWER = 42\n")
    return root


def write(folder: Path, name: str, text: str) -> None:
    (folder / "tests" / f"{name}.py").write_text(text)


def test_counts_and_failures_are_given_for_each_file(folder: Path) -> None:
    write(folder, "test_a", "from app.main import ANSWER\ndef test_a():\n    assert ANSWER == 42\n")
    write(
        folder,
        "test_b",
        "import pytest\n"
        "def test_good():\n    assert True\n"
        "def test_bad():\n    assert 1 == 2, 'one is not two'\n"
        "@pytest.mark.skip\ndef test_skipped():\n    assert False\n",
    )

    outcome = PytestGeneratedTests().run(folder)

    first, second = outcome.files
    assert (first.path, first.passed, first.failed) == ("tests/test_a.py", 1, 0)
    assert (second.path, second.passed, second.failed) == ("tests/test_b.py", 1, 1)
    assert second.failures[0].startswith("test_bad: ")
    assert "one is not two" in second.failures[0]
    assert (outcome.passed, outcome.failed, outcome.ok) == (2, 1, False)


def test_nothing_is_written_into_the_folder(folder: Path) -> None:
    write(folder, "test_a", "import app.main\ndef test_a():\n    assert app.main.ANSWER\n")
    before = sorted(folder.rglob("*"))

    assert PytestGeneratedTests().run(folder).ok

    assert sorted(folder.rglob("*")) == before


def test_a_file_that_cannot_be_imported_has_failed(folder: Path) -> None:
    write(folder, "test_a", "import nothing_of_that_name\n")

    outcome = PytestGeneratedTests().run(folder)

    (file,) = outcome.files
    assert (file.path, file.passed, file.failed) == ("tests/test_a.py", 0, 1)
    assert "nothing_of_that_name" in file.failures[0]


def test_many_files_are_dealt_to_several_processes(folder: Path) -> None:
    for number in range(8):
        write(
            folder, f"test_{number}", "def test_a():\n    assert 1\ndef test_b():\n    assert 2\n"
        )

    outcome = PytestGeneratedTests(processes=2).run(folder)

    assert outcome.passed == 16
    assert [file.path for file in outcome.files] == [f"tests/test_{n}.py" for n in range(8)]


def test_tests_that_do_not_end_are_stopped_and_reported(folder: Path) -> None:
    write(folder, "test_a", "import time\ndef test_a():\n    time.sleep(60)\n")

    outcome = PytestGeneratedTests(seconds=2.0).run(folder)

    assert outcome.problem == "the tests did not end within 2 s"
    assert not outcome.ok


def test_a_run_that_dies_is_reported(folder: Path) -> None:
    write(folder, "test_a", "import os\ndef test_a():\n    os._exit(9)\n")

    outcome = PytestGeneratedTests().run(folder)

    assert (outcome.problem or "").startswith("pytest ended with exit code 9 and no report")


def test_a_folder_without_tests_is_not_ok(folder: Path) -> None:
    assert not PytestGeneratedTests().run(folder).ok


def test_secrets_of_this_process_are_not_passed_on(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BAES_MODEL_API_KEY", "secret")
    write(
        folder,
        "test_a",
        "import os\ndef test_a():\n    assert 'BAES_MODEL_API_KEY' not in os.environ\n",
    )

    assert PytestGeneratedTests().run(folder).ok
