"""JSON whose objects know the line they begin on, so that an error can name it.

Python's own decoder does the work; only objects go through our hook. A key given twice is an
error here: the last one silently winning is how a specification loses an attribute.
"""

import json
import re
from json.decoder import JSONDecodeError, JSONObject  # type: ignore[attr-defined]
from json.scanner import py_make_scanner  # type: ignore[attr-defined]
from typing import Any

from domain.errors import InvalidRequestError

MAX_CHARACTERS = 10_000_000


class DuplicateKeyError(ValueError):
    """A key is twice in one object."""

    def __init__(self, key: str, line: int) -> None:
        super().__init__(f"the key {key!r} is there twice in one object")
        self.line = line


class LocatedObject(dict[str, Any]):
    """A JSON object; `line` counts from 1."""

    def __init__(self, pairs: list[tuple[str, Any]], text: str, start: int, end: int) -> None:
        super().__init__(pairs)
        self._text = text
        self._start = start
        self._end = end

    @property
    def line(self) -> int:
        """Where the object begins."""
        return self._line_at(self._start)

    def line_of(self, key: str) -> int:
        """Where the key stands; the object's own line if it is not there."""
        quoted = re.escape(json.dumps(key, ensure_ascii=False))
        found = re.compile(rf"{quoted}\s*:").search(self._text, self._start, self._end)
        return self._line_at(found.start()) if found else self.line

    def _line_at(self, index: int) -> int:
        return self._text.count("\n", 0, index) + 1


class _Decoder(json.JSONDecoder):
    def __init__(self) -> None:
        super().__init__()
        self.parse_object = self._parse_object
        self.scan_once = py_make_scanner(self)

    def _parse_object(
        self, text_and_end: tuple[str, int], *arguments: Any
    ) -> tuple[LocatedObject, int]:
        text, start = text_and_end
        strict, scan_once, _, _, memo = arguments
        pairs, end = JSONObject(text_and_end, strict, scan_once, None, list, memo)
        found = LocatedObject(pairs, text, start - 1, end)
        if len(found) != len(pairs):
            keys = [key for key, _ in pairs]
            twice = next(key for key in keys if keys.count(key) > 1)
            raise DuplicateKeyError(twice, found.line_of(twice))
        return found, end


def parse(text: str) -> Any:
    """The document; raises JSONDecodeError, DuplicateKeyError, or RecursionError when too deep."""
    if len(text) > MAX_CHARACTERS:
        raise JSONDecodeError(f"more than {MAX_CHARACTERS:,} characters", "", 0)
    return _Decoder().decode(text)


def read_object(text: str, *, source: str, hint: str) -> LocatedObject:
    """The one object of a file; InvalidRequestError names `source` and the line."""
    try:
        document = parse(text)
    except JSONDecodeError as error:
        problem = f"{source}:{error.lineno}: this is not valid JSON: {error.msg}"
        raise InvalidRequestError(problem) from error
    except DuplicateKeyError as error:
        raise InvalidRequestError(f"{source}:{error.line}: {error}") from error
    except RecursionError as error:
        raise InvalidRequestError(f"{source} is nested too deeply") from error
    if not isinstance(document, LocatedObject):
        raise InvalidRequestError(f"{source} is no JSON object", hint=hint)
    return document
