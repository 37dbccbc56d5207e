"""Regular expressions by RE2, in linear time; those with lookaround by `regex` with a time-out.

RE2's Set, which scans for many patterns at once, is not used: when its automaton outgrows its
memory it says "no match" instead of an error, and a prohibited pattern would pass. `^` and `$`
stand for the ends of the text unless a pattern begins with `(?m)`.
"""

from collections.abc import Sequence
from functools import lru_cache
from itertools import islice
from time import perf_counter
from typing import Any

import re2
import regex  # type: ignore[import-untyped]  # it ships no types

from application.ports.pattern_engine import Span
from domain.errors import CodeTooLargeError, InvalidPatternError

MAX_PATTERN_BYTES = 1024
MAX_CODE_BYTES = 256 * 1024
MAX_MATCHES = 50  # of one pattern: more places tell a reader nothing new
TIMEOUT = 0.05  # seconds, for one search of `regex`
TOGETHER = 0.25  # seconds, for all of them over one code: many patterns stall no review either
RE2_MEMORY = 8 << 20  # bytes, of one program with its cache

Found = dict[str, tuple[Span, ...] | None]


class RE2PatternEngine:
    """google-re2 first, `regex` for what it refuses. Compiled patterns are kept."""

    def validate(self, pattern: str) -> None:
        _compiled(pattern)

    def search(self, patterns: Sequence[str], code: str) -> Found:
        size = len(code.encode(errors="surrogatepass"))
        if size > MAX_CODE_BYTES:
            raise CodeTooLargeError(size, MAX_CODE_BYTES)
        code = code.encode(errors="replace").decode()  # RE2 wants UTF-8; lengths stay the same
        unique = tuple(dict.fromkeys(patterns))
        found: Found = {}
        left = TOGETHER
        for pattern in unique:
            engine, program = _compiled(pattern)
            if engine == "regex":
                started = perf_counter()
                found[pattern] = _search_with_timeout(program, code, min(TIMEOUT, left))
                left -= perf_counter() - started
            else:
                spans = islice(program.finditer(code), MAX_MATCHES)
                found[pattern] = tuple(match.span() for match in spans)
        return found


def _options() -> Any:
    options = re2.Options()
    options.log_errors = False  # we report them ourselves
    options.max_mem = RE2_MEMORY
    return options


@lru_cache(maxsize=1024)
def _compiled(pattern: str) -> tuple[str, Any]:
    """(engine, program); a refusal is not kept, so the error is raised each time."""
    size = len(pattern.encode(errors="surrogatepass"))
    if size > MAX_PATTERN_BYTES:
        raise InvalidPatternError(
            pattern, f"it has {size:,} bytes of at most {MAX_PATTERN_BYTES:,}"
        )
    if not pattern:
        raise InvalidPatternError(pattern, "it is empty and would match everything")
    try:
        return "re2", re2.compile(pattern, options=_options())
    except (re2.error, UnicodeEncodeError):
        pass  # lookaround, back-references, a repetition over 1,000: the other engine decides
    try:
        return "regex", regex.compile(pattern)
    except (regex.error, RecursionError, OverflowError, UnicodeEncodeError) as error:
        raise InvalidPatternError(pattern, str(error) or "it nests too deeply") from error


def _search_with_timeout(program: Any, code: str, seconds: float) -> tuple[Span, ...] | None:
    if seconds <= 0:
        return None
    try:
        matches = program.finditer(code, timeout=seconds)
        return tuple(match.span() for match in islice(matches, MAX_MATCHES))
    except TimeoutError:
        return None
