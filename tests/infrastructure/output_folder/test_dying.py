"""A build that dies leaves a folder that is whole: as it was, or as it was going to be."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from application.ports.output_folder import Written
from domain.generation.regeneration import Fate
from infrastructure.adapters.output_stage import READY, STAGE
from tests.infrastructure.output_folder.folders import FOLDER, file, tree, write


def test_a_complete_stage_is_moved_into_place_by_whoever_comes_next(tmp_path: Path) -> None:
    write(tmp_path, file("a.py", "1\n"), file("b.py", "1\n"))
    other = tmp_path.parent / "other"
    write(other, file("a.py", "2\n"))
    other.rename(tmp_path / READY)

    assert FOLDER.system(tmp_path) == "s"

    assert tree(tmp_path) == {"a.py": "2\n"}
    assert not (tmp_path / READY).exists()


def test_an_incomplete_stage_is_thrown_away(tmp_path: Path) -> None:
    (tmp_path / STAGE).mkdir()
    (tmp_path / STAGE / "half.py").write_text("x =", encoding="utf-8")

    assert FOLDER.system(tmp_path) is None
    write(tmp_path, file("a.py", "1\n"))

    assert tree(tmp_path) == {"a.py": "1\n"}


DYING = """
import os, sys
from pathlib import Path
from tests.infrastructure.output_folder.folders import file, write
moves = int(sys.argv[2])
replace = Path.replace
def dying(self, target):
    global moves
    moves -= 1
    if moves < 0:
        os.kill(os.getpid(), 9)
    return replace(self, target)
Path.replace = dying
write(Path(sys.argv[1]), *(file(f"{n}.py", "new\\n") for n in range(5)))
"""


@pytest.mark.parametrize("moves", range(7))
def test_a_process_killed_between_two_moves_leaves_a_folder_that_mends_itself(
    tmp_path: Path, moves: int
) -> None:
    write(tmp_path, *(file(f"{n}.py", "old\n") for n in range(6)))

    done = subprocess.run(
        [sys.executable, "-c", DYING, tmp_path, str(moves)],
        env=os.environ | {"PYTHONPATH": "."},
        check=False,
    )

    assert done.returncode == -9
    assert FOLDER.system(tmp_path) == "s"
    assert tree(tmp_path) == {f"{n}.py": "new\n" for n in range(5)}
    assert write(tmp_path, *(file(f"{n}.py", "new\n") for n in range(5))) == Written((), (), ())


DYING_OUT = DYING.replace("new\\n", "a = 1\\nb = 2\\nc = 4\\n")


@pytest.mark.parametrize("moves", range(2))
def test_a_process_killed_while_it_merges_loses_no_edit(tmp_path: Path, moves: int) -> None:
    old, new = "a = 1\nb = 2\nc = 3\n", "a = 1\nb = 2\nc = 4\n"
    write(tmp_path, *(file(f"{n}.py", old) for n in range(5)))
    for name in ("0.py", "1.py"):
        (tmp_path / name).write_text(old.replace("1", "0"), encoding="utf-8")

    done = subprocess.run(
        [sys.executable, "-c", DYING_OUT, tmp_path, str(moves)],
        env=os.environ | {"PYTHONPATH": "."},
        check=False,
    )
    (tmp_path / "4.py").write_text("mine\n", encoding="utf-8")  # meanwhile
    written = write(tmp_path, *(file(f"{n}.py", new) for n in range(5)))

    assert done.returncode == -9
    assert {edit.path: edit.fate for edit in written.edits} == {
        "0.py": Fate.KEPT,
        "1.py": Fate.KEPT,
        "4.py": Fate.KEPT,
    }
    merged = new.replace("1", "0")
    assert tree(tmp_path) == {
        "0.py": merged,
        "1.py": merged,
        "2.py": new,
        "3.py": new,
        "4.py": "mine\n",
        "4.py.new": new,
    }
