"""What a person changed in a generated folder is merged with what is new, or kept; never lost."""

import json
from pathlib import Path

import pytest

from application.ports.output_folder import Edit, Written
from domain.errors import OutputFolderError
from domain.generation.merging import END, MIDDLE, START
from domain.generation.regeneration import Fate
from tests.infrastructure.output_folder.folders import FOLDER, file, tree, write

OLD, NEW = "a = 1\nb = 2\nc = 3\n", "a = 1\nb = 2\nc = 4\n"
EDITED, BOTH = "a = 0\nb = 2\nc = 3\n", "a = 0\nb = 2\nc = 4\n"


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """A folder in which x.py was edited."""
    write(tmp_path, file("x.py", OLD))
    (tmp_path / "x.py").write_text(EDITED, encoding="utf-8")
    return tmp_path


def fates(written: Written) -> dict[str, Fate]:
    return {edit.path: edit.fate for edit in written.edits}


def test_an_edit_and_a_change_are_merged(out: Path) -> None:
    written = write(out, file("x.py", NEW))

    assert written == Written((), (Edit("x.py", Fate.MERGED, text=BOTH),), ())
    assert tree(out) == {"x.py": BOTH}
    assert write(out, file("x.py", NEW)).edits == (Edit("x.py", Fate.KEPT),)


def test_an_edit_of_what_did_not_change_is_kept_byte_for_byte(out: Path) -> None:
    (out / "x.py").write_bytes(b"mine\r\n\xff")

    assert fates(write(out, file("x.py", OLD))) == {"x.py": Fate.KEPT}
    assert (out / "x.py").read_bytes() == b"mine\r\n\xff"


def test_what_a_person_wrote_before_us_is_no_edit(out: Path) -> None:
    (out / "x.py").write_text(NEW, encoding="utf-8")

    assert write(out, file("x.py", NEW)) == Written((), (), ())


def test_merges_follow_one_another(out: Path) -> None:
    write(out, file("x.py", NEW))

    write(out, file("x.py", NEW + "d = 5\n"))

    assert tree(out) == {"x.py": BOTH + "d = 5\n"}


def test_a_conflict_is_marked(out: Path) -> None:
    written = write(out, file("x.py", OLD.replace("1", "9")))

    assert written == Written((), (Edit("x.py", Fate.CONFLICT, 1),), ())
    assert tree(out) == {"x.py": f"{START}\na = 0\n{MIDDLE}\na = 9\n{END}\nb = 2\nc = 3\n"}


def test_nothing_is_written_upon_a_conflict_that_is_not_resolved(out: Path) -> None:
    write(out, file("x.py", OLD.replace("1", "9")), file("y.py", OLD))
    before = tree(out)

    with pytest.raises(OutputFolderError, match=r"x\.py, line 1: a conflict is not resolved"):
        FOLDER.system(out)
    with pytest.raises(OutputFolderError, match=r"x\.py, line 1"):
        write(out, file("x.py", NEW), file("y.py", NEW))

    assert tree(out) == before


def test_a_resolved_conflict_is_an_edit(out: Path) -> None:
    changed = OLD.replace("1", "9")
    write(out, file("x.py", changed))
    (out / "x.py").write_text(changed.replace("9", "90"), encoding="utf-8")

    assert fates(write(out, file("x.py", changed))) == {"x.py": Fate.KEPT}
    assert fates(write(out, file("x.py", changed.replace("3", "7")))) == {"x.py": Fate.MERGED}
    assert tree(out) == {"x.py": "a = 90\nb = 2\nc = 7\n"}


def test_what_would_not_compile_is_not_merged(out: Path) -> None:
    write(out, file("x.py", "if a:\n    b = 1\n\nc = 1\n"))
    (out / "x.py").write_text("if a:\n    b = 1\n\nc = 1\nreturn\n", encoding="utf-8")
    mine = tree(out)["x.py"]

    written = write(out, file("x.py", "if b:\n    b = 1\n\nc = 1\n"))

    assert written.edits == (Edit("x.py", Fate.BROKEN, 5),)
    assert tree(out) == {"x.py": mine, "x.py.new": "if b:\n    b = 1\n\nc = 1\n"}


@pytest.mark.parametrize("content", [b"\xff\xfe", b"a = 1\n\0"])
def test_what_is_no_text_is_kept_and_ours_lies_beside_it(out: Path, content: bytes) -> None:
    (out / "x.py").write_bytes(content)

    written = write(out, file("x.py", NEW))

    assert fates(written) == {"x.py": Fate.UNMERGED}
    assert (out / "x.py").read_bytes() == content
    assert (out / "x.py.new").read_text(encoding="utf-8") == NEW


@pytest.mark.parametrize("base", [None, "", "[]", "{}", json.dumps({"x.py": "another time"})])
def test_without_its_base_an_edited_file_is_kept_and_ours_lies_beside_it(
    out: Path, base: str | None
) -> None:
    if base is None:
        (out / ".baes-base.json").unlink()  # written by an older version
    else:
        (out / ".baes-base.json").write_text(base, encoding="utf-8")

    written = write(out, file("x.py", NEW))

    assert fates(written) == {"x.py": Fate.UNMERGED}
    assert tree(out) == {"x.py": EDITED, "x.py.new": NEW}
    assert fates(write(out, file("x.py", NEW + "d = 5\n"))) == {"x.py": Fate.CONFLICT}


def test_a_file_of_a_person_in_the_place_of_a_new_one_is_kept(out: Path) -> None:
    (out / "y.py").write_text("mine\n", encoding="utf-8")

    assert fates(write(out, file("x.py", OLD), file("y.py", NEW)))["y.py"] is Fate.UNMERGED
    assert tree(out) == {"x.py": EDITED, "y.py": "mine\n", "y.py.new": NEW}


def test_lines_keep_the_ends_that_a_person_gave_them(out: Path) -> None:
    (out / "x.py").write_bytes(EDITED.replace("\n", "\r\n").encode())

    write(out, file("x.py", NEW))

    assert (out / "x.py").read_bytes() == BOTH.replace("\n", "\r\n").encode()


def test_a_script_that_a_person_made_executable_stays_so(out: Path) -> None:
    (out / "x.py").chmod(0o755)

    write(out, file("x.py", NEW))

    assert (out / "x.py").stat().st_mode & 0o777 == 0o755


def test_a_link_that_a_person_put_there_stays_a_link(out: Path) -> None:
    elsewhere = out.parent / "elsewhere.py"
    (out / "x.py").rename(elsewhere)
    (out / "x.py").symlink_to(elsewhere)

    assert fates(write(out, file("x.py", NEW))) == {"x.py": Fate.UNMERGED}
    assert (out / "x.py").is_symlink()
    assert tree(out) == {"x.py": EDITED, "x.py.new": NEW}
    assert fates(write(out, file("x.py", NEW))) == {"x.py": Fate.KEPT}


@pytest.mark.parametrize("text", [OLD, NEW])
def test_what_a_person_deleted_stays_deleted(out: Path, text: str) -> None:
    (out / "x.py").unlink()

    assert fates(write(out, file("x.py", text))) == {"x.py": Fate.DELETED}
    assert tree(out) == {}


def test_what_was_deleted_and_is_asked_for_anew_comes_back(out: Path) -> None:
    (out / "x.py").unlink()
    write(out, file("y.py", OLD))

    assert write(out, file("x.py", OLD), file("y.py", OLD)).changed == ("x.py",)


def test_an_edited_file_that_is_no_longer_generated_is_kept(out: Path) -> None:
    assert fates(write(out, file("y.py", OLD))) == {"x.py": Fate.ORPHANED}
    assert tree(out) == {"x.py": EDITED, "y.py": OLD}


def test_what_was_generated_is_known_whatever_was_edited_since(out: Path) -> None:
    assert FOLDER.generated(out) == {"x.py": OLD}

    (out / ".baes-base.json").unlink()

    assert FOLDER.generated(out) == {"x.py": None}
    (out / "x.py").write_text(OLD, encoding="utf-8")
    assert FOLDER.generated(out) == {"x.py": OLD}
