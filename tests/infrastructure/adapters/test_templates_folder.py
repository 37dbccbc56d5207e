"""What can be registered from the template folder, and what is refused before it is read."""

import os
from pathlib import Path

import pytest

from domain.errors import InvalidTemplateError
from infrastructure.adapters.templates_folder import MAX_BYTES, UserTemplateFolder
from infrastructure.adapters.templates_jinja import ROOT


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "templates" / "parts").mkdir(parents=True)
    (tmp_path / "secret.j2").write_text("secret")
    return tmp_path / "templates"


@pytest.fixture
def folder(root: Path) -> UserTemplateFolder:
    return UserTemplateFolder(root, ROOT)


def test_a_template_is_read_with_every_part_of_it(folder: UserTemplateFolder, root: Path) -> None:
    (root / "mine.j2").write_text(
        '{% extends "base.j2" %}{% import "parts/a.j2" as a %}'
        '{% include "backend/package.py.j2" %}\r\n'
    )
    (root / "base.j2").write_text('é{% from "parts/b.j2" import x %}')
    (root / "parts" / "a.j2").write_text("a")
    (root / "parts" / "b.j2").write_text('{% include "mine.j2" %}')

    found = folder.read("mine.j2")

    assert [one.path for one in found] == ["mine.j2", "base.j2", "parts/a.j2", "parts/b.j2"]
    assert found[0].text.endswith("%}\n")
    assert found[1].text.startswith("é")


def test_one_of_ours_can_be_registered_under_an_id(folder: UserTemplateFolder) -> None:
    (found,) = folder.read("backend/model_crud.py.j2")

    assert found == folder.packaged("backend/model_crud.py.j2")


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("../secret.j2", "must lead to a file in the template folder"),
        ("../../../../etc/passwd", "must lead to a file in the template folder"),
        ("/etc/passwd", "must lead to a file in the template folder"),
        ("parts/../../secret.j2", "must lead to a file in the template folder"),
        ("./mine.j2", "must lead to a file in the template folder"),
        ("parts//a.j2", "must lead to a file in the template folder"),
        ("parts\\a.j2", "is no path"),
        ("a\x00.j2", "is no path"),
        ("a\n.j2", "is no path"),
        ("", "is no path"),
        ("a" * 300, "is no path"),
        ("missing.j2", "there is no such file"),
        ("parts", "is no file|Is a directory"),
        ("mine.j2/x", "Not a directory|no such file"),
    ],
)
def test_a_path_that_is_none_is_refused(
    folder: UserTemplateFolder, root: Path, path: str, said: str
) -> None:
    (root / "mine.j2").write_text("fine")

    with pytest.raises(InvalidTemplateError, match=said):
        folder.read(path)


def test_links_do_not_lead_out_of_the_folder(
    folder: UserTemplateFolder, root: Path, tmp_path: Path
) -> None:
    (root / "link.j2").symlink_to(tmp_path / "secret.j2")
    (root / "up").symlink_to(tmp_path)
    (root / "loop.j2").symlink_to(root / "loop.j2")
    (root / "inside.j2").symlink_to(root / "fine.j2")
    (root / "fine.j2").write_text("fine")

    for path in ("link.j2", "up/secret.j2"):
        with pytest.raises(InvalidTemplateError, match="leads out"):
            folder.read(path)
    with pytest.raises(InvalidTemplateError):
        folder.read("loop.j2")
    assert folder.read("inside.j2")[0].text == "fine"


def test_what_is_no_text_is_refused(folder: UserTemplateFolder, root: Path) -> None:
    (root / "latin.j2").write_bytes(b"caf\xe9")
    (root / "nul.j2").write_bytes(b"a\x00b")
    (root / "big.j2").write_text("x" * (MAX_BYTES + 1))
    os.mkfifo(root / "pipe.j2")

    for path, said in (
        ("latin.j2", "is not UTF-8 text \\(byte 3\\)"),
        ("nul.j2", "NUL"),
        ("big.j2", "more than 262,144 bytes"),
        ("pipe.j2", "it is no file"),
    ):
        with pytest.raises(InvalidTemplateError, match=said):
            folder.read(path)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("\n{% if %}", r"mine\.j2, line 2 cannot be used"),
        ("{% include '/etc/passwd' %}", "/etc/passwd cannot be used: template_path must lead"),
        ("{% include '../secret.j2' %}", "must lead to a file in the template folder"),
        ("\n{% include entity_name %}", r"line 2 cannot be used: what it includes has to be named"),
        ("{% include ['a.j2', 'b.j2'] %}", "has to be named"),
        ("{% extends 'missing.j2' %}", r"missing\.j2 cannot be used: there is no such file"),
        ("{{ " + "(" * 5000 + ")" * 5000 + " }}", "nested too deeply"),
    ],
)
def test_a_text_that_is_no_template_is_refused_with_its_line(
    folder: UserTemplateFolder, root: Path, text: str, said: str
) -> None:
    (root / "mine.j2").write_text(text)

    with pytest.raises(InvalidTemplateError, match=said):
        folder.read("mine.j2")


def test_too_many_parts_are_refused(folder: UserTemplateFolder, root: Path) -> None:
    for number in range(40):
        (root / f"p{number}.j2").write_text(f'{{% include "p{number + 1}.j2" %}}')

    with pytest.raises(InvalidTemplateError, match="more than 32 parts"):
        folder.read("p0.j2")
