"""From a name as written to its words, and from words to identifiers.

Letters outside ASCII are transliterated where Unicode says how (`matrícula` -> `matricula`) or
the small table below does (`straße` -> `strasse`). Other scripts are refused: an identifier that
looks like another one, or that a shell, a URL and a database each write differently, costs more
than a Latin name does.
"""

import re
import unicodedata
from collections.abc import Callable
from itertools import pairwise

from domain.names.inflection import plural as plural_word
from domain.names.inflection import singular as singular_word

_LATIN = str.maketrans(
    {
        "ß": "ss", "ẞ": "SS", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "ø": "o", "Ø": "O",
        "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "þ": "th", "Þ": "TH",
        "ħ": "h", "Ħ": "H", "\u0131": "i", "ŋ": "n", "Ŋ": "N",
    }
)  # fmt: skip
_BOUNDARY = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_SEPARATORS = re.compile(r"[\s_\-]+")


def transliterate(text: str) -> str:
    """Latin letters without their marks; what has no Latin form is left as it is."""
    decomposed = unicodedata.normalize("NFKD", text.translate(_LATIN))
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def split_words(text: str) -> list[str]:
    """The words as written: at spaces, `_`, `-` and where the case changes (`HTTPResponse`)."""
    parts = _SEPARATORS.split(text)
    return [word for part in parts for word in _split_case(part) if word]


def _split_case(part: str) -> list[str]:
    plain = transliterate(part)
    if len(plain) != len(part):  # a letter became two: positions no longer agree
        return _BOUNDARY.split(plain)
    cuts = [0, *(m.start() for m in _BOUNDARY.finditer(plain)), len(part)]
    return [part[a:b] for a, b in pairwise(cuts)]


def snake_case(text: str) -> str:
    """One identifier in lower case.

    >>> snake_case("StudentName"), snake_case("HTTPResponse"), snake_case("Order Details")
    ('student_name', 'http_response', 'order_details')
    """
    return "_".join(transliterate(word).lower() for word in split_words(text))


def pascal_case(text: str) -> str:
    """One identifier, each word with a capital.

    >>> pascal_case("order_detail"), pascal_case("HTTPResponse")
    ('OrderDetail', 'HttpResponse')
    """
    return "".join(transliterate(word).lower().capitalize() for word in split_words(text))


def plural(text: str) -> str:
    """The last word in the plural, written as the name is.

    >>> plural("OrderDetail"), plural("Category"), plural("staff")
    ('OrderDetails', 'Categories', 'staff')
    """
    return _inflect(text, plural_word)


def singular(text: str) -> str:
    """The last word in the singular: `Order Details` -> `Order Detail`."""
    return _inflect(text, singular_word)


def _inflect(text: str, rule: Callable[[str], str]) -> str:
    words = split_words(text)
    if not words:
        return text
    last = words[-1]
    changed = rule(last.lower())
    if changed == last.lower():
        return text
    if last.isupper() and len(last) > 1:
        changed = last + "s" if rule is plural_word else changed.upper()
    elif last[:1].isupper():
        changed = changed.capitalize()
    stem, _, tail = text.rpartition(last)
    return stem + changed + tail


def label(text: str) -> str:
    """For people: `UnitPrice` -> `Unit price`, `OrderID` -> `Order ID`; accents are kept."""
    shown = [_shown(word) for word in split_words(text)]
    first = shown[0][:1].upper() + shown[0][1:] if shown else ""
    return " ".join([first, *shown[1:]])


def _shown(word: str) -> str:
    if word.lower() in {"id", "url", "uuid"} or (len(word) > 1 and word.isupper()):
        return word.upper()
    return word.lower()


def inside_a_sentence(shown: str) -> str:
    """`Order detail` -> `order detail`; `URL` and `SMS message` keep their capitals."""
    return shown if shown[1:2].isupper() else shown[:1].lower() + shown[1:]
