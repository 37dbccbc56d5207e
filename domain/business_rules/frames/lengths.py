"""How long a text is, what it is made of, how many decimal places a number has."""

from domain.business_rules import narrowing, readers
from domain.business_rules.phrases import (
    AND,
    AT_LEAST,
    AT_MOST,
    BETWEEN,
    CHARACTERS,
    COUNT,
    COUNT_2,
    DIGITS,
    EXCEED,
    IS,
    MUST,
    NOT,
    X,
)
from domain.business_rules.readers import Frames

_MATCH = rf"(?:{MUST} match|matches|{IS} of the form|{MUST} follow)"
_PATTERN_NOUN = r"(?:the )?(?:pattern |regex |regular expression |format )?"
_EXACTLY = r"(?:exactly |exatamente )?"
_LENGTH = r"(?: (?:length|long|in length))?"
_LONGER = r"(?:longer than|more than|mais longo que|mais de)"
_SHORTER = r"(?:shorter than|fewer than|less than|menos de)"

TABLE: Frames = (
    (
        readers.measured((narrowing.at_least_long, "n"), (narrowing.at_most_long, "m")),
        (rf"{X}{_LENGTH} {IS} (?:{BETWEEN} )?{COUNT} {AND} {COUNT_2} {CHARACTERS}",),
    ),
    (
        readers.measured((narrowing.at_least_long, "n")),
        (
            rf"{X}{_LENGTH} {IS} {AT_LEAST} {COUNT} {CHARACTERS}",
            rf"{X} {IS} minimum length of {COUNT}(?: {CHARACTERS})?",
            rf"{X} {NOT} {_SHORTER} {COUNT} {CHARACTERS}",
        ),
    ),
    (
        readers.measured((narrowing.at_most_long, "n")),
        (
            rf"{X}{_LENGTH} {IS} {AT_MOST} {COUNT} {CHARACTERS}",
            rf"{X} {IS} maximum length of {COUNT}(?: {CHARACTERS})?",
            rf"{X} {NOT} (?:{_LONGER}|{EXCEED}) {COUNT} {CHARACTERS}",
            rf"{X} must not exceed {COUNT} {CHARACTERS}",
            rf"{X} cannot exceed {COUNT} {CHARACTERS}",
        ),
    ),
    (
        readers.measured((narrowing.at_least_long, "n"), (narrowing.at_most_long, "n")),
        (rf"{X}{_LENGTH} {IS} {_EXACTLY}{COUNT} {CHARACTERS}",),
    ),
    (
        readers.digits,
        (
            rf"{X} (?:{MUST} (?:be|ser)|is|are|[eé]) {_EXACTLY}{COUNT} {DIGITS}",
            rf"{X} (?:{MUST} consist|consists?) of (?:exactly )?{COUNT} {DIGITS}",
        ),
    ),
    (
        readers.placed,
        (
            rf"{X} {IS} (?:{AT_MOST} |exactly )?{COUNT} (?:decimal places|decimals)",
            rf"{X} {NOT} more than {COUNT} (?:decimal places|decimals)",
        ),
    ),
    (
        readers.pattern,
        (
            rf"""{X} {_MATCH} {_PATTERN_NOUN}["'`/](?P<pattern>\S+)["'`/]""",
            rf"{X} {_MATCH} {_PATTERN_NOUN}(?P<pattern>\^\S+\$)",
        ),
    ),
)
