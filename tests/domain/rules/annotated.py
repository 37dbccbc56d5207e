"""Reads the annotated corpus: `# ruleid: <id>` above a line that must be reported, `# ok: <id>`
above one that must not (`--` in SQL), and shows each file to a rule in several forms."""

import io
import re
import tokenize
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

CORPUS = Path(__file__).parent / "corpus"
_ANNOTATION = re.compile(r"^[ \t]*(?:#|--) *(ruleid|ok): *(\w+)[ \t]*$")
_NOISE = "SessionLocal() raise st.error(x) PRIMARY KEY status_code=201 assert Depends(get_db)"


@dataclass(frozen=True)
class Case:
    """One file in one form; lines count from 1."""

    rule_id: str
    name: str
    text: str
    reported: frozenset[int]
    silent: frozenset[int]

    @property
    def size(self) -> int:
        """How many judgements the rule has to get right here."""
        return len(self.reported) + len(self.silent)


def cases(rule_id: str) -> Iterator[Case]:
    """Every form of every file of one rule."""
    for path in sorted((CORPUS / rule_id).iterdir()):
        text = path.read_text(encoding="utf-8")
        bad, good = _annotations(text, rule_id)
        for form in PYTHON_FORMS if path.suffix == ".py" else SQL_FORMS:
            shown, line_of = form(text)
            yield Case(
                rule_id,
                f"{path.stem}-{form.__name__}",
                shown,
                frozenset(map(line_of, bad)),
                frozenset(map(line_of, good)),
            )


def _annotations(text: str, rule_id: str) -> tuple[list[int], list[int]]:
    marked: dict[str, list[int]] = {"ruleid": [], "ok": []}
    for number, line in enumerate(text.splitlines(), start=1):
        match = _ANNOTATION.match(line)
        if match:
            assert match[2] == rule_id, f"line {number} is about {match[2]}"
            marked[match[1]].append(number + 1)
    return marked["ruleid"], marked["ok"]


LineOf = Callable[[int], int]
Form = Callable[[str], tuple[str, LineOf]]


def as_written(text: str) -> tuple[str, LineOf]:
    return text, lambda line: line


def with_other_line_ends(text: str) -> tuple[str, LineOf]:
    return text.replace("\n", "\r\n"), lambda line: line


def without_annotations(text: str) -> tuple[str, LineOf]:
    lines = text.split("\n")
    return "\n".join("" if _ANNOTATION.match(x) else x for x in lines), lambda line: line


def behind_a_string_that_quotes_it(text: str) -> tuple[str, LineOf]:
    return f"QUOTED = {text!r}\n{text}", lambda line: line + 1


def between_unrelated_code(text: str) -> tuple[str, LineOf]:
    before = "def unrelated_before(value):\n    return [value + 1 for _ in range(3)]\n\n\n"
    after = '\n\nclass UnrelatedAfter:\n    """Nothing."""\n\n    size = 3\n'
    return before + text + after, lambda line: line + before.count("\n")


def with_tabs(text: str) -> tuple[str, LineOf]:
    def tabbed(match: re.Match[str]) -> str:
        return "\t" * (len(match[0]) // 4)

    return re.sub(r"(?m)^(?: {4})+", tabbed, text), lambda line: line


def with_comments_everywhere(text: str) -> tuple[str, LineOf]:
    lines = text.splitlines()
    for number in _logical_ends(text):
        if "#" not in lines[number - 1]:
            lines[number - 1] += f"  # {_NOISE}"
    return "\n".join(lines) + "\n", lambda line: line


def with_room(text: str) -> tuple[str, LineOf]:
    ends = sorted(_logical_ends(text))
    spaced = "\n".join(
        line + ("\n" if number in ends else "")
        for number, line in enumerate(text.splitlines(), start=1)
    )
    return spaced + "\n", lambda line: line + sum(1 for end in ends if end < line)


def _logical_ends(text: str) -> set[int]:
    tokens = tokenize.generate_tokens(io.StringIO(text).readline)
    return {token.start[0] for token in tokens if token.type == tokenize.NEWLINE}


def in_lower_case(text: str) -> tuple[str, LineOf]:
    return text.lower(), lambda line: line


def in_upper_case(text: str) -> tuple[str, LineOf]:
    return text.upper(), lambda line: line


def behind_a_comment_that_quotes_it(text: str) -> tuple[str, LineOf]:
    quoted = f"/*\n{text}\n*/\n"
    return quoted + text, lambda line: line + quoted.count("\n")


def with_double_spacing(text: str) -> tuple[str, LineOf]:
    return text.replace("\n", "\n\n"), lambda line: 2 * line - 1


def with_sql_comments_everywhere(text: str) -> tuple[str, LineOf]:
    return text.replace("\n", f" -- {_NOISE}\n"), lambda line: line


PYTHON_FORMS: tuple[Form, ...] = (
    as_written,
    with_other_line_ends,
    without_annotations,
    behind_a_string_that_quotes_it,
    between_unrelated_code,
    with_tabs,
    with_comments_everywhere,
    with_room,
)
SQL_FORMS: tuple[Form, ...] = (
    as_written,
    with_other_line_ends,
    without_annotations,
    in_lower_case,
    in_upper_case,
    behind_a_comment_that_quotes_it,
    with_double_spacing,
    with_sql_comments_everywhere,
)
