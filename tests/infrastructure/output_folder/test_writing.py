"""A generated folder is ours, knows itself, and nothing is written outside of it."""

from pathlib import Path

import pytest

from application.ports.output_folder import Written
from domain.errors import OutputFolderError
from tests.infrastructure.output_folder.folders import FOLDER, file, tree, write


def test_files_are_written_with_a_manifest_that_knows_them(tmp_path: Path) -> None:
    out = tmp_path / "a" / "b"

    written = write(out, file("app/main.py", "x = 1\n"), file("README.md", "# é\n"))

    assert written.changed == ("app/main.py", "README.md")
    assert tree(out) == {"app/main.py": "x = 1\n", "README.md": "# é\n"}
    assert FOLDER.system(out) == "s"
    assert [path.name for path in out.glob(".baes*")] == [".baes-base.json"]


def test_writing_the_same_again_changes_nothing(tmp_path: Path) -> None:
    write(tmp_path, file("a.py", "1\n"))
    before = (tmp_path / "manifest.json").stat().st_mtime_ns

    assert write(tmp_path, file("a.py", "1\n")) == Written((), (), ())
    assert (tmp_path / "manifest.json").stat().st_mtime_ns == before


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


def test_what_is_no_longer_generated_goes(tmp_path: Path) -> None:
    write(tmp_path, file("a.py", "1\n"), file("b.py", "1\n"))

    assert write(tmp_path, file("b.py", "1\n")) == Written((), (), ("a.py",))
    assert tree(tmp_path) == {"b.py": "1\n"}


def test_the_same_files_leave_the_same_bytes(tmp_path: Path) -> None:
    write(tmp_path / "one", file("b.py", "1\n"), file("a.py", "é\n"))
    write(tmp_path / "two", file("a.py", "0\n"))
    write(tmp_path / "two", file("a.py", "é\n"), file("b.py", "1\n"))

    for name in (".baes-base.json", "manifest.json"):
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()
