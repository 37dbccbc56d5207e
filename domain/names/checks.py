"""Which names cannot be one, each with its reason."""

import re
import unicodedata
from functools import lru_cache

from domain.errors import InvalidNameError
from domain.names.words import split_words, transliterate

MAX_LENGTH = 63  # PostgreSQL's limit for an identifier, the narrowest of the databases
_ALLOWED = re.compile(r"[A-Za-z0-9 _\-]*")
_REASONS = {
    "Cc": "it holds a control character",
    "Cf": "it holds an invisible or bidirectional control character",
    "Cs": "it holds half of a surrogate pair",
    "Co": "it holds a private-use character",
    "Cn": "it holds a character that Unicode does not define",
    "Zl": "it holds a line separator",
    "Zp": "it holds a paragraph separator",
}
_QUOTES = "'\"`\u00b4\u2018\u2019\u201c\u201d\u00ab\u00bb"
_PATH = "/\\"


def check_name(name: str, *, where: str = "") -> None:
    """Nothing, or InvalidNameError with what is wrong with `name`."""
    reason = _reason(name)
    if reason:
        raise InvalidNameError(name, reason, where=where)


@lru_cache(maxsize=4096)
def _reason(name: str) -> str | None:
    if not name.strip():
        return "it is empty"
    if len(name) > MAX_LENGTH:
        return f"it has {len(name)} characters; at most {MAX_LENGTH} are allowed"
    if name.startswith("__") or name.endswith("__"):
        return "names that begin or end with two underscores belong to Python"
    refused = next((reason for c in name if (reason := _refused(c))), None)
    return refused or _reason_of_words(split_words(name))


def _reason_of_words(words: list[str]) -> str | None:
    plain = "".join(transliterate(word) for word in words)
    if not any(c.isalpha() for c in plain):
        return "it has no letter"
    return f"its Latin form has {len(plain)} characters" if len(plain) > MAX_LENGTH else None


def _refused(char: str) -> str | None:
    if char in _QUOTES:
        return "it holds a quotation mark"
    if char in _PATH:
        return "it holds a path separator"
    reason = _REASONS.get(unicodedata.category(char))
    if reason or _ALLOWED.fullmatch(transliterate(char)):
        return reason
    if char.isalpha():
        return f"the letter {char!a} has no Latin form; write the name in Latin letters"
    return f"the character {char!a} cannot be part of a name; use letters, digits, spaces, _ or -"
