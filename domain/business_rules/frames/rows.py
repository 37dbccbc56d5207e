"""Two fields of a row against each other, and fields that are unique together."""

from domain.business_rules import readers
from domain.business_rules.meanings import Sign
from domain.business_rules.phrases import (
    AMONG,
    AT_LEAST,
    AT_MOST,
    DIFFERENT,
    EARLIER,
    EQUAL,
    EXCEED,
    GREATER,
    IS,
    LATER,
    LESS,
    MUST,
    NOT,
    NOT_AFTER,
    NOT_BEFORE,
    OTHERS,
    SAME,
    UNIQUE,
    WITHIN,
    X,
    Y,
)
from domain.business_rules.readers import Frames

_MANY_Y = rf"(?:(?:,| and|, and| e) {Y.replace('?P<y>', '')})+"

TABLE: Frames = (
    (
        readers.compared(Sign.GREATER),
        (
            rf"{X} {IS} (?:{LATER}|{GREATER}) {Y}",
            rf"{X} (?:{MUST} (?:come|be set|{EXCEED})|comes) (?:{LATER} )?{Y}",
            rf"{X} (?:{MUST} follow|follows) {Y}",
        ),
    ),
    (
        readers.compared(Sign.LESS),
        (
            rf"{X} {IS} (?:{EARLIER}|{LESS}) {Y}",
            rf"{X} (?:{MUST} (?:come|be set)|comes) {EARLIER} {Y}",
            rf"{X} (?:{MUST} precede|precedes) {Y}",
        ),
    ),
    (
        readers.compared(Sign.AT_LEAST),
        (
            rf"{X} {IS} (?:{NOT_BEFORE}|{AT_LEAST}) {Y}",
            rf"{X} {NOT} (?:{EARLIER}|{LESS}) {Y}",
        ),
    ),
    (
        readers.compared(Sign.AT_MOST),
        (
            rf"{X} {IS} (?:{NOT_AFTER}|{AT_MOST}) {Y}",
            rf"{X} {NOT} (?:{LATER}|{GREATER}|{EXCEED}) {Y}",
        ),
    ),
    (
        readers.compared(Sign.DIFFERENT),
        (
            rf"{X} {IS} {DIFFERENT} {Y}",
            rf"{X} {NOT} {EQUAL} {Y}",
            rf"{X} (?:{MUST} differ|differs) from {Y}",
            rf"{X} and {Y} (?:{MUST} (?:be different|differ)|are different)",
            rf"{X} and {Y} {NOT} (?:the same|equal)",
        ),
    ),
    (
        readers.together,
        (
            rf"(?:the |a )?combina(?:tion|ção) (?:of|d[aeo]) {X}{_MANY_Y} {IS} {UNIQUE}{AMONG}",
            rf"{X}{_MANY_Y} (?:together )?{IS} {UNIQUE} together",
            rf"{X}{_MANY_Y} together {IS} {UNIQUE}",
            rf"{X} {IS} {UNIQUE} {WITHIN} {Y}",
            rf"{OTHERS} {SAME} {X}{_MANY_Y}",
        ),
    ),
)
