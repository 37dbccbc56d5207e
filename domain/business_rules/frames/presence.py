"""Whether a row must have a value, and whether two rows may have the same one."""

from domain.business_rules import narrowing, readers
from domain.business_rules.phrases import (
    AMONG,
    EMPTY,
    FILLED,
    IS,
    MISSING,
    MUST,
    NOT,
    OTHERS,
    REPEATED,
    REQUIRED,
    SAME,
    UNIQUE,
    E,
    X,
)
from domain.business_rules.readers import Frames

TABLE: Frames = (
    (
        readers.fixed(narrowing.not_empty),
        (rf"{X} {NOT} {EMPTY}", rf"{X} {IS} {FILLED}"),
    ),
    (
        readers.fixed(narrowing.required),
        (
            rf"{X} {IS} {REQUIRED}",
            rf"{X} {NOT} {MISSING}",
            rf"{E} {MUST} have {X}",
            rf"{E} (?:has|have|must have|needs|need|requires|require) {X}",
        ),
    ),
    (
        readers.fixed(narrowing.optional),
        (rf"{X} {IS} optional", rf"{X} (?:can|may) be (?:left )?(?:{EMPTY}|{MISSING})"),
    ),
    (
        readers.fixed(narrowing.unique),
        (
            rf"{X} {IS} {UNIQUE}{AMONG}",
            rf"{E} {MUST} have unique {X}",
            rf"{E} (?:{MUST} have|has|have) an? unique {X}",
            rf"{OTHERS} {SAME} {X}",
            rf"{X} {NOT} {REPEATED}{AMONG}",
            rf"(?:duplicate|repeated|duplicated) {X} (?:is|are) (?:not allowed|forbidden)",
        ),
    ),
)
