"""Texts: numbered ones for rows, ones at their bounds, and hostile ones."""

from collections.abc import Callable, Iterator

from tests.independent_client.specification import Field

# No text is guessed from a pattern: the client knows how to write each that its data uses.
PATTERNS: dict[str, Callable[[int], str]] = {
    "^[A-Z]{3}-\\d{2,4}$": lambda n: f"ABC-{n % 10000:04d}",
    "^[A-Z0-9]+$": lambda n: f"X{n}",
    "^\\+?[0-9 ]{6,15}$": lambda n: f"+55 {n:08d}",
    "^(?:[a-z]+/)*v\\d+(?:\\.\\d+){1,2}$": lambda n: f"a/v1.{n}",
    "^[^\"'{}]*$": lambda n: f"plain {n}",
    "\\d": lambda n: f"n{n}",
    "^.{4}$": lambda n: f"{n % 10000:04d}",
}
HOSTILE = (
    "it's \"quoted\" `text` \\ back\\slash \\n '; DROP TABLE users; -- /* */",
    " {{ 7 * 7 }} {% raw %} {# x #} ${x} %(x)s %s :name ? <script>alert(1)</script>&amp; ",
    "\U0001f468\u200d\U0001f469\u200d\U0001f467 \U0001f600 e\u0301 \u00df \u0130",
    "\u202etxet desrever \u05e9\u05dc\u05d5\u05dd \u2028\u2029\ufeff\ufffe\uffff",
    "nul\x00inside",
    "line\r\nbreak\ttab\x1b[31m\x7f",
    "null",
    "half \ud800 of a pair",
)
MEGABYTE = "x" * 2**20


def numbered(field: Field, number: int) -> Iterator[str]:
    """Texts for the row of that number."""
    pattern = field.stated.get("pattern")
    low, high = field.stated.get("min_length") or 0, field.stated.get("max_length") or 10**6
    if pattern is not None:
        write = PATTERNS.get(pattern)
        yield from [] if write is None else [write(number)]
        return
    if field.type == "email":
        yield f"row{number}@example.com".rjust(low, "x")
        yield f"{number}@a.io"
    elif field.type == "url":
        yield f"https://example.com/rows/{number}?a=b&c=%20#d".ljust(low, "x")
        yield f"http://a.io/{number}"
    else:
        yield f"{field.name[:20]} {number} \u00e7'{{".rjust(low, "x")
        yield f"{number:x}".rjust(max(low, 1), "0")
        yield _letters(number)[-high:].rjust(low, "a")


def long_texts(field: Field) -> Iterator[str]:
    """Texts as short and as long as the field takes."""
    low, high = field.stated.get("min_length") or 0, field.stated.get("max_length")
    if field.stated.get("pattern") is not None:
        yield from numbered(field, 1)
    elif field.type == "email":
        yield from ("a@example.com", "first.last+tag@sub.example.co", f"{'a' * 64}@example.com")
    elif field.type == "url":
        yield from ("http://example.com", "https://example.com:8443/a/b.c?d=e#f")
        yield "https://example.com/%C3%A9?q=%20"
    else:
        yield from ("y" * low, "" if low == 0 else "z" * low, "ab", "ABC")
        yield from ("x" * high, "\U0001f600" * high) if high is not None else ("x" * 5000,)


def texts_of_other_length(field: Field) -> Iterator[str]:
    """Texts just too long or too short, and ones that no pattern of ours takes."""
    low, high = field.stated.get("min_length"), field.stated.get("max_length")
    if field.type in {"string", "text"}:
        yield from ["x" * (high + 1), "\u00e9" * (high + 1)] if high is not None else []
        yield from ["x" * (low - 1)] if low else []
    if field.stated.get("pattern") is not None:
        yield from ("", "\u2205", "{}'", "x" * 40)
    if field.is_key:
        yield ""


def _letters(number: int) -> str:
    """Distinct texts of few characters."""
    digits = ""
    alphabet = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    while number:
        number, rest = divmod(number, len(alphabet))
        digits = alphabet[rest] + digits
    return digits or "a"
