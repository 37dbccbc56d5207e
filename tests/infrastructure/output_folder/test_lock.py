"""One build at a time in a folder, and no lock of a dead one."""

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from domain.errors import OutputFolderError, StoreBusyError
from infrastructure.adapters.output_folder import GeneratedFolder
from tests.infrastructure.output_folder.folders import FOLDER, file, tree, write

HOLDING = """
import sys, time
from pathlib import Path
from infrastructure.adapters.output_folder import GeneratedFolder
with GeneratedFolder().held(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""


def test_a_second_build_is_refused_in_one_sentence_after_a_while(tmp_path: Path) -> None:
    with FOLDER.held(tmp_path), pytest.raises(StoreBusyError) as refused:
        GeneratedFolder(patience=0.05).held(tmp_path).__enter__()

    assert str(refused.value) == f"{tmp_path} is in use by another process"


def test_a_second_build_waits_for_the_first(tmp_path: Path) -> None:
    order = []

    def second() -> None:
        with FOLDER.held(tmp_path):
            order.append("second")

    with FOLDER.held(tmp_path):
        waiting = threading.Thread(target=second)
        waiting.start()
        time.sleep(0.1)
        order.append("first")
    waiting.join()

    assert order == ["first", "second"]


def test_the_lock_of_a_killed_process_is_free(tmp_path: Path) -> None:
    other = subprocess.Popen(
        [sys.executable, "-c", HOLDING, tmp_path],
        env=os.environ | {"PYTHONPATH": "."},
        stdout=subprocess.PIPE,
    )
    assert other.stdout is not None
    assert other.stdout.readline() == b"held\n"
    with pytest.raises(StoreBusyError):
        GeneratedFolder(patience=0.05).held(tmp_path).__enter__()

    other.send_signal(signal.SIGKILL)
    other.communicate()

    with GeneratedFolder(patience=0.05).held(tmp_path):
        write(tmp_path, file("a.py", "1\n"))
    assert tree(tmp_path) == {"a.py": "1\n"}


def test_folders_that_were_made_and_stay_empty_go(tmp_path: Path) -> None:
    with FOLDER.held(tmp_path / "a" / "b"):
        assert FOLDER.system(tmp_path / "a" / "b") is None
    assert list(tmp_path.iterdir()) == []

    with FOLDER.held(tmp_path / "a" / "b"):
        write(tmp_path / "a" / "b", file("a.py", "1\n"))
    assert tree(tmp_path) == {"a/b/a.py": "1\n"}


def test_who_waited_for_a_folder_that_goes_makes_it_anew(tmp_path: Path) -> None:
    out = tmp_path / "out"
    done = []

    def second() -> None:
        with FOLDER.held(out):
            write(out, file("a.py", "1\n"))
            done.append(tree(out))

    with FOLDER.held(out):
        waiting = threading.Thread(target=second)
        waiting.start()
        time.sleep(0.1)
    waiting.join()

    assert done == [{"a.py": "1\n"}] == [tree(out)]


def test_what_cannot_be_a_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine", encoding="utf-8")

    for path in (tmp_path / "file", tmp_path / "file" / "below"):
        with pytest.raises(OutputFolderError):
            FOLDER.held(path).__enter__()
