"""A generated folder is whole, ours, and never takes away what a person wrote."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from application.ports.output_folder import OutputFile, Written
from domain.errors import OutputFolderError
from infrastructure.adapters.output_folder import READY, STAGE, GeneratedFolder

FOLDER = GeneratedFolder()


def file(path: str, text: str) -> OutputFile:
    digest = hashlib.sha256(text.encode()).hexdigest()
    return OutputFile(path, text, digest, "backend_main", "1.0.0")


def write(folder: Path, *files: OutputFile) -> Written:
    return FOLDER.write(folder, system="s", files=files, entities={"A": {"class": "A"}})


def tree(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): path.read_text(encoding="utf-8")
        for path in folder.rglob("*")
        if path.is_file() and path.name != "manifest.json"
    }


def test_files_are_written_with_a_manifest_that_knows_them(tmp_path: Path) -> None:
    out = tmp_path / "a" / "b"

    written = write(out, file("app/main.py", "x = 1\n"), file("README.md", "# é\n"))

    assert written.changed == ("app/main.py", "README.md")
    assert tree(out) == {"app/main.py": "x = 1\n", "README.md": "# é\n"}
    assert FOLDER.system(out) == "s"
    assert not list(out.glob(".baes*"))


def test_writing_the_same_again_changes_nothing(tmp_path: Path) -> None:
    write(tmp_path, file("a.py", "1\n"))
    before = (tmp_path / "manifest.json").stat().st_mtime_ns

    assert write(tmp_path, file("a.py", "1\n")) == Written((), (), ())
    assert (tmp_path / "manifest.json").stat().st_mtime_ns == before


def test_an_edited_file_is_kept_and_ours_lies_beside_it(tmp_path: Path) -> None:
    write(tmp_path, file("a.py", "1\n"), file("b.py", "1\n"))
    (tmp_path / "a.py").write_text("mine\n", encoding="utf-8")

    written = write(tmp_path, file("a.py", "2\n"), file("b.py", "2\n"))

    assert written == Written(("b.py",), ("a.py",), ())
    assert tree(tmp_path) == {"a.py": "mine\n", "a.py.new": "2\n", "b.py": "2\n"}


def test_an_edited_file_of_which_nothing_new_is_to_be_said_has_nothing_beside_it(
    tmp_path: Path,
) -> None:
    write(tmp_path, file("a.py", "1\n"))
    (tmp_path / "a.py").write_text("mine\n", encoding="utf-8")

    write(tmp_path, file("a.py", "1\n"))

    assert tree(tmp_path) == {"a.py": "mine\n"}


def test_what_is_no_longer_generated_goes_unless_it_was_edited(tmp_path: Path) -> None:
    write(tmp_path, file("a.py", "1\n"), file("b.py", "1\n"), file("c.py", "1\n"))
    (tmp_path / "b.py").write_text("mine\n", encoding="utf-8")

    written = write(tmp_path, file("c.py", "1\n"))

    assert written.removed == ("a.py",)
    assert tree(tmp_path) == {"b.py": "mine\n", "c.py": "1\n"}


@pytest.mark.parametrize("path", ["../evil.py", "/etc/evil.py", "a/../../evil.py"])
def test_a_path_that_leads_out_is_refused(tmp_path: Path, path: str) -> None:
    out = tmp_path / "out"

    with pytest.raises(OutputFolderError, match="outside"):
        write(out, file(path, "1\n"))

    assert not (tmp_path / "evil.py").exists()


def test_a_link_that_leads_out_is_refused(tmp_path: Path) -> None:
    out = tmp_path / "out"
    write(out, file("a.py", "1\n"))
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (out / "app").symlink_to(elsewhere)

    with pytest.raises(OutputFolderError, match="outside"):
        write(out, file("a.py", "1\n"), file("app/main.py", "1\n"))

    assert list(elsewhere.iterdir()) == []


@pytest.mark.parametrize("manifest", [None, "{}", "not JSON", '{"generator": "other"}'])
def test_a_folder_that_is_not_ours_is_refused(tmp_path: Path, manifest: str | None) -> None:
    (tmp_path / "thesis.txt").write_text("mine", encoding="utf-8")
    if manifest:
        (tmp_path / "manifest.json").write_text(manifest, encoding="utf-8")
    before = tree(tmp_path)

    with pytest.raises(OutputFolderError):
        FOLDER.system(tmp_path)
    with pytest.raises(OutputFolderError):
        write(tmp_path, file("a.py", "1\n"))

    assert tree(tmp_path) == before


def test_a_file_in_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("mine", encoding="utf-8")

    for path in (tmp_path / "out", tmp_path / "out" / "below"):
        with pytest.raises(OutputFolderError):
            FOLDER.system(path)


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
from tests.infrastructure.test_output_folder import file, write
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


@pytest.mark.parametrize("moves", range(6))
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
