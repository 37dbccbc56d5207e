"""Reads `pairs/<rule_id>.txt`: code before and after its repair, or why it must be refused.

`=== name` begins a pair, `--- becomes` its repaired text, `--- refused: words` the reason.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

PAIRS = Path(__file__).parent / "pairs"
_PART = re.compile(r"(?m)^--- (becomes|refused: (.+))\n?")


@dataclass(frozen=True)
class Pair:
    """One case; `after` is None where it is refused."""

    rule_id: str
    name: str
    before: str
    after: str | None
    refused: str


def pairs() -> Iterator[Pair]:
    """All of them."""
    for path in sorted(PAIRS.iterdir()):
        for case in re.split(r"(?m)^=== ", path.read_text(encoding="utf-8"))[1:]:
            name, _, body = case.partition("\n")
            part = _PART.search(body)
            assert part, f"{path.name}: {name} has no second part"
            before, rest = body[: part.start()], body[part.end() :]
            refused = part[2] or ""
            yield Pair(path.stem, name.strip(), before, None if refused else rest, refused)
