"""The installed program, driven as a person would: in a process of its own."""

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent.parent / "data"


@dataclass(frozen=True)
class Ran:
    """What one run of the program left."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def lines(self) -> list[Any]:
        return [json.loads(line) for line in self.out.splitlines()]


BaesOpt = Callable[..., Ran]


def closed_forms() -> list[str]:
    """The requests of requests.txt that need no model, up to the Portuguese ones."""
    return section("# closed forms")


def section(start: str) -> list[str]:
    """The requests below the comment that begins so."""
    lines = (DATA / "requests.txt").read_text(encoding="utf-8").splitlines()
    first = next(i for i, line in enumerate(lines) if line.startswith(start))
    found = []
    for line in lines[first + 1 :]:
        if line.startswith("#"):
            break
        found.append(line)
    return found


_IN_THE_APP = """
import json, sys
from fastapi.testclient import TestClient
from app.main import app
address, *rows = json.loads(sys.argv[1])
with TestClient(app) as client:
    for row in rows:
        assert client.post("/api/books", json=row).status_code == 201
    print(json.dumps(client.get(address).json()))
"""


def ask(folder: Path, address: str, *books: dict[str, object]) -> Any:
    """Start a generated application, add books to its database file, ask for an address."""
    done = subprocess.run(
        [sys.executable, "-c", _IN_THE_APP, json.dumps([address, *books])],
        cwd=folder,
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(done.stdout)
