"""The least and the greatest number, date or time."""

from domain.business_rules import narrowing, readers
from domain.business_rules.phrases import (
    AND,
    AT_LEAST,
    AT_MOST,
    BETWEEN,
    EARLIER,
    EXCEED,
    GREATER,
    IS,
    LATER,
    LESS,
    MUST,
    NEGATIVE,
    NOT,
    NOT_AFTER,
    NOT_BEFORE,
    NUMBER_NOUN,
    POSITIVE,
    M,
    N,
    X,
)
from domain.business_rules.readers import Frames

_NOW = r"(?:today|now|tomorrow|yesterday|the current (?:date|day|time))"

TABLE: Frames = (
    (
        readers.narrowed(narrowing.between, "n", "m"),
        (
            rf"{X} {IS} {BETWEEN} {N} {AND} {M}(?: inclusive)?",
            rf"{X} (?:ranges|varies|goes) from {N} to {M}",
        ),
    ),
    (
        readers.narrowed(narrowing.at_least, "n"),
        (
            rf"{X} {IS} {NUMBER_NOUN}(?:{AT_LEAST}|{NOT_BEFORE}) {N}",
            rf"{X} {IS} {N} or (?:more|greater|higher|above|later|over)",
            rf"{X} {NOT} (?:{LESS}|{EARLIER}) {N}",
            rf"(?:the )?minimum {X} is {N}",
        ),
    ),
    (
        readers.narrowed(narrowing.at_most, "n"),
        (
            rf"{X} {IS} {NUMBER_NOUN}(?:{AT_MOST}|{NOT_AFTER}) {N}",
            rf"{X} {IS} {N} or (?:less|fewer|lower|below|earlier|under)",
            rf"{X} {NOT} (?:{GREATER}|{LATER}|{EXCEED}) {N}",
            rf"(?:the )?maximum {X} is {N}",
        ),
    ),
    (
        readers.narrowed(narrowing.at_least, "n", exclusive=True),
        (rf"{X} {IS} {NUMBER_NOUN}(?:{GREATER}|{LATER}) {N}", rf"{X} {MUST} {EXCEED} {N}"),
    ),
    (
        readers.narrowed(narrowing.at_most, "n", exclusive=True),
        (rf"{X} {IS} {NUMBER_NOUN}(?:{LESS}|{EARLIER}) {N}",),
    ),
    (
        readers.fixed(narrowing.at_least, "0", exclusive=True),
        (rf"{X} {IS} {POSITIVE}(?: (?:number|value|integer|amount))?",),
    ),
    (
        readers.fixed(narrowing.at_least, "0"),
        (
            rf"{X} {NOT} {NEGATIVE}",
            rf"{X} {IS} non-?{NEGATIVE}(?: (?:number|value|integer|amount))?",
            rf"{X} {NOT} (?:go|fall|drop) below zero",
        ),
    ),
    (readers.fixed(narrowing.at_most, "0", exclusive=True), (rf"{X} {IS} {NEGATIVE}",)),
    (
        readers.today,
        (
            rf"{X} (?:{IS}|{NOT}) (?:in the )?(?:past|future)",
            rf"{X} (?:{IS}|{NOT}) (?:{AT_LEAST}|{LATER}|{EARLIER}|{NOT_BEFORE}|{NOT_AFTER}) {_NOW}",
        ),
    ),
)
