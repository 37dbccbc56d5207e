"""Which frames meet a sentence, and how a sentence with two demands is taken apart.

A frame meets a whole sentence or nothing of it: "price must be at least 10 percent of cost" is
met by none, so it stays custom logic.
"""

import re
from collections.abc import Iterator
from functools import cache
from itertools import islice

from domain.business_rules.frames import TABLE
from domain.business_rules.mentions import ATTRIBUTE
from domain.business_rules.phrases import EQUAL, REPEATED, UNIQUE
from domain.business_rules.readers import Read

_CONJUNCTION = re.compile(r",? (?:and|but|e|mas) ", re.IGNORECASE)
_MOST_CUTS = 8  # who joins more in a sentence lists values
_SUBJECTS = re.compile(
    rf"(?P<all>{ATTRIBUTE}(?:, {ATTRIBUTE})*,? (?:and|e) {ATTRIBUTE}) (?P<rest>.+)", re.IGNORECASE
)
_OF_ALL_AT_ONCE = re.compile(
    rf".*\b(?:{UNIQUE}|{EQUAL}|{REPEATED}|together|differ\w*|diferentes?|sum|total)\b",
    re.IGNORECASE,
)


@cache
def _patterns(at: int) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in TABLE[at][1])


def meeting(sentence: str) -> Iterator[tuple[Read, re.Match[str]]]:
    """Every reader whose frame meets the whole sentence, in the order of the table."""
    for at, (read, _) in enumerate(TABLE):
        for pattern in _patterns(at):
            if found := pattern.fullmatch(sentence):
                yield read, found
                break


def several_of(sentence: str) -> Iterator[tuple[str, ...]]:
    """Ways to take a sentence as several: one demand on many attributes, many on one."""
    if (found := _SUBJECTS.fullmatch(sentence)) and not _OF_ALL_AT_ONCE.match(found["rest"]):
        yield tuple(f"{one} {found['rest']}" for one in re.findall(ATTRIBUTE, found["all"]))
    subject = re.match(ATTRIBUTE, sentence)
    for cut in islice(_CONJUNCTION.finditer(sentence), _MOST_CUTS):
        first, second = sentence[: cut.start()], sentence[cut.end() :]
        yield first, second
        if subject:
            yield first, f"{subject[0]} {second}"
            yield first, f"{subject[0]} must be {second}"
