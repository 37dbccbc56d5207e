"""Runs the tests of a generated folder with pytest, in processes of their own.

The test files are dealt to as many processes as help: each has to load the libraries first.
Nothing is written into the folder, and no configuration of a folder around it is used.
"""

import contextlib
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as ET

from application.ports.generated_tests import FileOutcome, SuiteOutcome
from infrastructure.adapters.bare_environment import bare_environment

FILES_A_PROCESS = 4  # fewer do not pay for another process
CONFIGURATIONS = ("pytest.ini", ".pytest.ini", "pyproject.toml", "tox.ini", "setup.cfg")
# What else is installed here (coverage, property testing, …) would be loaded by each process,
# for seconds; the tests that we generate need none of it.
NO_PLUGINS = {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
NO_TESTS = 5  # pytest's exit code
TAIL = 2000  # characters of output that tell why there is no report


@dataclass(frozen=True, slots=True)
class _Part:
    files: tuple[FileOutcome, ...]
    problem: str | None


class PytestGeneratedTests:
    """`seconds` limits the whole run; `processes` is how many may run side by side."""

    def __init__(self, *, seconds: float = 600.0, processes: int | None = None) -> None:
        self._seconds = seconds
        self._processes = processes or os.cpu_count() or 1

    def run(self, folder: Path, files: Sequence[str] = ()) -> SuiteOutcome:
        """See the port."""
        start = time.monotonic()
        chosen = list(files) or _test_files(folder)
        if not chosen:
            return SuiteOutcome((), 0.0, f"there are no test files in {folder / 'tests'}")
        count = max(min(self._processes, len(chosen) // FILES_A_PROCESS), 1)
        hands = [chosen[number::count] for number in range(count)]
        with ThreadPoolExecutor(count) as pool:
            parts = list(pool.map(lambda hand: _run(folder, hand, self._seconds), hands))
        outcomes = sorted((f for part in parts for f in part.files), key=lambda f: f.path)
        problems = [part.problem for part in parts if part.problem]
        return SuiteOutcome(
            tuple(outcomes), time.monotonic() - start, "; ".join(problems) if problems else None
        )


def _test_files(folder: Path) -> list[str]:
    found = sorted((folder / "tests").rglob("test_*.py"))
    return [path.relative_to(folder).as_posix() for path in found]


def _run(folder: Path, files: Sequence[str], seconds: float) -> _Part:
    with tempfile.TemporaryDirectory(prefix="generated-tests-") as home:
        report, output = Path(home, "report.xml"), Path(home, "output.txt")
        with output.open("wb") as sink:
            process = subprocess.Popen(  # noqa: S603 - our own interpreter, no shell
                _command(folder, files, report),
                cwd=folder,
                env=bare_environment(Path(home)) | NO_PLUGINS,
                stdin=subprocess.DEVNULL,
                stdout=sink,
                stderr=subprocess.STDOUT,
                start_new_session=True,  # so that all that the tests start can be ended
            )
            try:
                code = process.wait(seconds)
            except subprocess.TimeoutExpired:
                code = None
            finally:
                _end(process)
        if code is None:
            return _Part((), f"the tests did not end within {seconds:g} s")
        if code == NO_TESTS:
            return _Part((), f"no tests in {', '.join(files)}")
        return _read(report, output, code)


def _command(folder: Path, files: Sequence[str], report: Path) -> list[str]:
    own = [name for name in CONFIGURATIONS if (folder / name).is_file()]
    configuration = [] if own else ["-c", os.devnull]  # else a folder above would be asked
    return [
        *(sys.executable, "-B", "-m", "pytest", "-q", "-p", "no:cacheprovider"),
        *("--rootdir", str(folder), "--confcutdir", str(folder), *configuration),
        *("-o", "junit_family=xunit1", "--junitxml", str(report), "--tb=short", "--", *files),
    ]


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the process and all that it has started."""
    with contextlib.suppress(ProcessLookupError, PermissionError):  # all have ended already
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _read(report: Path, output: Path, code: int) -> _Part:
    try:
        root = ET.parse(report).getroot()  # noqa: S314 - pytest wrote it a moment ago
    except (OSError, ET.ParseError):
        said = output.read_text(encoding="utf-8", errors="replace")[-TAIL:].strip()
        return _Part((), f"pytest ended with exit code {code} and no report: {said}")
    cases: dict[str, list[ET.Element]] = defaultdict(list)
    for case in root.iter("testcase"):
        cases[case.get("file") or _file_of(case)].append(case)
    return _Part(tuple(_outcome(path, found) for path, found in cases.items()), None)


def _file_of(case: ET.Element) -> str:
    """The file of a case that could not be collected: its name is the dotted module."""
    dotted = case.get("classname") or case.get("name") or "tests"
    return dotted.replace(".", "/") + ".py"


def _outcome(path: str, cases: list[ET.Element]) -> FileOutcome:
    failures: dict[str, str] = {}
    passed = 0
    for case in cases:
        broken = [child for child in case if child.tag in ("failure", "error")]
        if broken:
            said = (broken[0].text or broken[0].get("message") or "").strip()
            failures[case.get("name") or path] = said
        elif case.find("skipped") is None:
            passed += 1
    texts = tuple(f"{name}: {said}" for name, said in failures.items())
    return FileOutcome(path.replace(os.sep, "/"), passed, len(failures), texts)
