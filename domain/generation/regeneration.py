"""What becomes of a generated file that is generated again: written, merged, or left to a person.

| found in the folder | generated as before | generated anew |
|---|---|---|
| what was generated | nothing to do | written |
| edited | kept | merged; kept with the new text beside it where that cannot be |
| deleted | stays deleted | stays deleted |
"""

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256

from domain.errors import UnreadableCodeError
from domain.generation.merging import merge
from domain.generation.stamp import restamp
from domain.rules.python_source import read_python

BESIDE = ".new"


class Fate(StrEnum):
    """What became of a file that is no longer what was generated."""

    KEPT = "kept"  # nothing new was to be said
    DELETED = "deleted"
    ORPHANED = "orphaned"  # edited, and no longer generated
    MERGED = "merged"
    CONFLICT = "conflict"  # both stand in it between marks
    BROKEN = "broken"  # merged it could not be read: kept, the new text beside it
    UNMERGED = "unmerged"  # no text, or its base is not known: kept, the new text beside it


KEEPING = frozenset({Fate.KEPT, Fate.DELETED, Fate.ORPHANED, Fate.UNMERGED})
CONFLICTING = frozenset({Fate.CONFLICT, Fate.BROKEN})


@dataclass(frozen=True, slots=True)
class Base:
    """What was generated last: its digest, and its text where that was kept."""

    sha256: str
    text: str | None


@dataclass(frozen=True, slots=True)
class Decision:
    """Texts to write by path; `fate` is None for a file that nobody edited."""

    texts: Mapping[str, str]
    fate: Fate | None = None
    line: int | None = None  # of the first conflict, or where it cannot be read


_NOTHING: Mapping[str, str] = {}


def regenerate(path: str, *, found: bytes | None, base: Base | None, text: str) -> Decision:
    """What to do at `path`, where `found` lies and `text` is generated now."""
    now = sha256(text.encode()).hexdigest()
    if found is None:
        return Decision(_NOTHING, Fate.DELETED) if base else Decision({path: text})
    there = sha256(found).hexdigest()
    if there == now:
        return Decision(_NOTHING)
    if base is not None and there == base.sha256:
        return Decision({path: text})
    if base is not None and now == base.sha256:
        return Decision(_NOTHING, Fate.KEPT)
    yours = _as_text(found)
    if yours is None or base is None or base.text is None:
        return Decision({path + BESIDE: text}, Fate.UNMERGED)
    return _merged(path, base.text, yours, text)


def _merged(path: str, base: str, yours: str, text: str) -> Decision:
    done = merge(restamp(base, base, text), restamp(yours, base, text), text)
    if done.conflicts:
        return Decision({path: done.text}, Fate.CONFLICT, done.conflicts[0])
    if done.text == text:
        return Decision({path: text})
    fault = _fault(path, done.text)
    if fault is not None:
        return Decision({path + BESIDE: text}, Fate.BROKEN, fault)
    return Decision({path: done.text}, Fate.MERGED)


def _as_text(found: bytes) -> str | None:
    try:
        text = found.decode()
    except UnicodeDecodeError:
        return None
    return None if "\0" in text else text


_READERS: Mapping[str, Callable[[str], object]] = {".py": read_python, ".toml": tomllib.loads}


def _fault(path: str, text: str) -> int | None:
    """The line at which the language of the file stops to read it; 1 where that is not known."""
    reader = _READERS.get(path[path.rfind(".") :])
    try:
        if reader:
            reader(text.removeprefix("\ufeff"))
    except UnreadableCodeError as error:
        return error.line
    except (ValueError, RecursionError, MemoryError):
        return 1
    return None
