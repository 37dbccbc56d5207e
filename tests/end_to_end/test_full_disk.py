"""The program on a full disk: one sentence, exit code 4, nothing half written, and on it goes."""

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.own_disk import on_a_small_disk

BOOKS = "create books with title and pages:int"

STEPS = """
import contextlib, json, os, subprocess, sys
from pathlib import Path
disk, elsewhere, program, books = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3], sys.argv[4]
ballast = disk / "ballast"
env = {k: v for k, v in os.environ.items() if not k.startswith("BAES_")}

def fill():
    with contextlib.suppress(OSError), ballast.open("ab", buffering=0) as file:
        while True:
            file.write(bytes(4096))

def run(*arguments):
    done = subprocess.run(
        [program, *map(str, arguments)], capture_output=True, text=True, cwd=elsewhere, env=env
    )
    left = sorted(path.name for folder in (disk, elsewhere) for path in folder.iterdir())
    return {"code": done.returncode, "out": done.stdout, "err": done.stderr, "left": left}

data = ("--data-dir", disk / "data")
said = {}
fill()
said["no store yet"] = run("recognize", books, *data)
ballast.unlink()
said["freed"] = run("recognize", books, "--json", *data)
fill()
said["recognize"] = run("recognize", "create pens with colour", *data)
said["recognize --json"] = run("recognize", "create pens with colour", "--json", *data)
said["build"] = run("build", books, "--out", elsewhere / "app", *data)
said["build into the full disk"] = run(
    "build", books, "--out", disk / "app", "--data-dir", elsewhere / "data"
)
ballast.unlink()
said["build when freed"] = run("build", books, "--out", elsewhere / "app", "--json", *data)
said["events"] = run("events", "count", "--json", *data)
print(json.dumps(said))
"""


@pytest.mark.slow
def test_a_full_disk_is_one_sentence_and_leaves_nothing_half_written(tmp_path: Path) -> None:
    disk, elsewhere = tmp_path / "disk", tmp_path / "elsewhere"
    disk.mkdir()
    elsewhere.mkdir()
    program = Path(sys.executable).with_name("baes-opt")

    said: dict[str, Any] = json.loads(
        on_a_small_disk(disk, "4m", "-c", STEPS, disk, elsewhere, program, BOOKS)
    )

    refused = ["no store yet", "recognize", "recognize --json", "build"]
    for step in [*refused, "build into the full disk"]:
        ran = said[step]
        assert "Traceback" not in ran["out"] + ran["err"], step
        assert "app" not in ran["left"], step
        assert {*ran["left"]} <= {"ballast", "data"}, step
    assert [said[step]["code"] for step in refused] == [4, 4, 4, 4]
    for step in ("no store yet", "recognize", "build"):
        assert said[step]["err"].splitlines() == [
            f"error: {disk}/data/events.db cannot grow: the disk is full",
            "free some space and try again",
        ], step
    error = json.loads(said["recognize --json"]["out"])["error"]
    assert (error["code"], error["hint"]) == ("store_unusable", "free some space and try again")

    into = said["build into the full disk"]  # another name for --out mends it
    assert into["code"] == 2
    assert into["err"].splitlines()[0].startswith(f"error: {disk}/app cannot be written: No space")

    assert said["freed"]["code"] == 0
    assert said["build when freed"]["code"] == 0
    assert (elsewhere / "app" / "app" / "main.py").is_file()
    assert json.loads(said["events"]["out"])["events"] > 0
