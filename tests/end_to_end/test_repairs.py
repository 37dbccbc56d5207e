"""Repairs at the command line and in a build: what is shown, written, recorded, left."""

from pathlib import Path

import pytest

from tests.end_to_end.program import BaesOpt
from tests.end_to_end.test_templates import REQUESTS, STUDENT, TEXT, events, put

WRONG = '@router.post("/a")\r\ndef a() -> A: ...\r\n'
RIGHT = WRONG.replace('"/a"', '"/a", status_code=201')
GUESS = '@router.get("/a")\ndef a():\n    return find()\n'
SWALLOWS = """

def swallow() -> None:
    try:
        print(1)
    except Exception:
        pass
"""


def test_a_repair_is_shown_and_nothing_is_written(baes_opt: BaesOpt, tmp_path: Path) -> None:
    file = tmp_path / "a.py"
    file.write_bytes(WRONG.encode())

    shown = baes_opt("rule", "fix", "a.py", "--swea", "backend")

    assert shown.code == 0
    assert '-@router.post("/a")' in shown.out
    assert '+@router.post("/a", status_code=201)' in shown.out
    assert file.read_bytes() == WRONG.encode()
    assert events(baes_opt, "ArtefactPatched") == []


def test_a_repaired_file_is_written_with_its_line_ends_and_rights(
    baes_opt: BaesOpt, tmp_path: Path
) -> None:
    file = tmp_path / "a.py"
    file.write_bytes(WRONG.encode())
    file.chmod(0o640)

    done = baes_opt("rule", "fix", "a.py", "--swea", "backend", "--write", "--json")
    again = baes_opt("rule", "fix", "a.py", "--swea", "backend", "--write", "--json")

    (row,) = done.json["results"]
    assert (done.code, row["repaired"], row["rules"]) == (0, True, ["backend_http_status"])
    assert row["tokens_saved"] > 10
    assert file.read_bytes() == RIGHT.encode()
    assert file.stat().st_mode & 0o777 == 0o640
    assert [one.name for one in tmp_path.iterdir() if "a.py" in one.name] == ["a.py"]
    assert len(events(baes_opt, "ArtefactPatched")) == 1
    assert (again.code, again.json["results"][0]["diff"]) == (0, "")


def test_what_would_be_a_guess_is_left_and_said(baes_opt: BaesOpt, tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text(GUESS, encoding="utf-8")
    (tmp_path / "b.py").write_bytes(WRONG.encode())

    done = baes_opt("rule", "fix", "a.py", "b.py", "--swea", "backend", "--write")

    assert done.code == 1
    assert "what it returns does not say its model" in " ".join(done.err.split())
    assert (tmp_path / "a.py").read_text(encoding="utf-8") == GUESS
    assert (tmp_path / "b.py").read_bytes() == RIGHT.encode()
    assert len(events(baes_opt, "RegenerationChosen")) == 1


@pytest.mark.parametrize("content", [b"\xff", b"def a(:\n", b"x = (" + b"(" * 5000, b""])
def test_no_file_ends_in_a_traceback(baes_opt: BaesOpt, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.py").write_bytes(content)

    done = baes_opt("rule", "fix", "a.py", "--swea", "backend", "--write")

    assert done.code in (0, 1, 2)
    assert "Traceback" not in done.err
    assert (tmp_path / "a.py").read_bytes() == content


@pytest.mark.slow
def test_a_build_repairs_what_a_template_of_the_user_wrote(
    baes_opt: BaesOpt, tmp_path: Path
) -> None:
    assert baes_opt("template", "register", put(tmp_path, STUDENT, TEXT + SWALLOWS)).code == 0

    built = baes_opt("build", *REQUESTS, "--out", "app", "--json")

    assert built.code == 0, built.err
    assert "repaired instead of generated again (backend_error_handling)" in " ".join(
        built.err.split()
    )
    assert len(built.json["repaired"]) == 1
    written = (tmp_path / "app" / "app" / "models" / "student.py").read_text(encoding="utf-8")
    assert 'logging.exception("swallow failed")\n        raise\n' in written
    assert len(events(baes_opt, "ArtefactPatched")) == 1
    again = baes_opt("build", "add email to students", "--out", "app", "--json")
    assert (again.code, again.json["conflicts"], again.json["merged"]) == (0, [], [])


@pytest.mark.slow
def test_a_build_that_cannot_be_repaired_is_refused_with_its_reason(
    baes_opt: BaesOpt, tmp_path: Path
) -> None:
    text = TEXT + "\n\ntry:\n    VALUE = 1\nexcept Exception:\n    VALUE = None\n"
    assert baes_opt("template", "register", put(tmp_path, STUDENT, text)).code == 0

    built = baes_opt("build", *REQUESTS, "--out", "app", "--json")

    assert built.code == 1
    assert "not repaired: backend_error_handling" in " ".join(built.err.split())
    assert not (tmp_path / "app" / "app").exists()
    assert len(events(baes_opt, "RegenerationChosen")) == 1
