"""From the groups of a frame that met a sentence to what the sentence asks for."""

import re
from collections.abc import Callable
from functools import partial

from domain.attributes import Attribute, AttributeType
from domain.business_rules import narrowing
from domain.business_rules.meanings import (
    Comparison,
    Meaning,
    Narrowed,
    NotApplicableError,
    Sign,
    UniqueTogether,
)
from domain.business_rules.mentions import ATTRIBUTE, MENTION, Mentioned
from domain.business_rules.phrases import number_of
from domain.names.words import split_words

Read = Callable[[re.Match[str], Mentioned], Meaning]
Frames = tuple[tuple[Read, tuple[str, ...]], ...]  # a reader, and the patterns that lead to it
_QUOTES = "\"'`"
_QUOTED = r"""(?:"[^"]+"|'[^']+'|`[^`]+`)"""
_PLAIN = rf"[^\s,;|/{_QUOTES}]+(?: [^\s,;|/{_QUOTES}]+){{0,2}}"
# "either empty or 10 digits", "only letters or numbers" describe values, they list none
_DESCRIBING = re.compile(
    r"(?:the|an?|some|any|all|no|its|their)\s|.*\b(?:letters?|digits?|numbers?|numeric|alpha\w*|"
    r"characters?|spaces?|words?|symbols?|empty|blank|null|none|zero|positive|negative|integers?|"
    r"decimals?|(?:upper|lower)case|unique|valid|required|optional|greater|less|more|even|odd|"
    r"before|after|than|when|if|by|with|letras?|d[ií]gitos?|n[uú]meros?|vazi[oa]s?)\b",
    re.IGNORECASE,
)
_NAMED_AFTER_ITS_TYPE = {
    "email": AttributeType.EMAIL,
    "e mail": AttributeType.EMAIL,
    "url": AttributeType.URL,
    "date": AttributeType.DATE,
    "uuid": AttributeType.UUID,
}
_SEPARATOR = r"(?:\s*[,;|/]\s*(?:(?:or|and|ou|e)\s+)?|\s+(?:or|and|ou|e)\s+)"


def narrowed(change: Callable[..., Attribute], *groups: str, exclusive: bool = False) -> Read:
    """The attribute with a constraint more, whose values are these groups."""
    made = partial(change, exclusive=True) if exclusive else change

    def read(found: re.Match[str], said: Mentioned) -> Meaning:
        texts = [number_of(found[group]) for group in groups]
        return Narrowed(made(said.attribute(found["x"]), *texts))

    return read


def fixed(change: Callable[..., Attribute], *texts: str, exclusive: bool = False) -> Read:
    """The attribute with a constraint more, whose values are in the words themselves."""
    made = partial(change, exclusive=True) if exclusive else change

    def read(found: re.Match[str], said: Mentioned) -> Meaning:
        return Narrowed(made(said.attribute(found["x"]), *texts))

    return read


def measured(*changes: tuple[Callable[[Attribute, int], Attribute], str]) -> Read:
    """The attribute with bounds of its number of characters, each from a group."""

    def read(found: re.Match[str], said: Mentioned) -> Meaning:
        attribute = said.attribute(found["x"])
        for change, group in changes:
            attribute = change(attribute, int(number_of(found[group])))
        return Narrowed(attribute)

    return read


def placed(found: re.Match[str], said: Mentioned) -> Meaning:
    """A number with so many digits after its point."""
    places = int(number_of(found["n"]))
    return Narrowed(narrowing.at_most_places(said.attribute(found["x"]), places))


def digits(found: re.Match[str], said: Mentioned) -> Meaning:
    """Text of so many digits."""
    count = int(number_of(found["n"]))
    return Narrowed(narrowing.matching(said.attribute(found["x"]), f"^[0-9]{{{count}}}$"))


def pattern(found: re.Match[str], said: Mentioned) -> Meaning:
    """Text that a regular expression meets."""
    text = said.restored(found["pattern"])
    return Narrowed(narrowing.matching(said.attribute(found["x"]), text))


def typed(kind: AttributeType) -> Read:
    """A value of that type."""

    def read(found: re.Match[str], said: Mentioned) -> Meaning:
        return Narrowed(narrowing.of_type(said.attribute(found["x"]), kind))

    return read


def typed_by_name(found: re.Match[str], said: Mentioned) -> Meaning:
    """ "email must be a valid email": the type has the attribute's own name."""
    attribute = said.attribute(found["x"])
    kind = _NAMED_AFTER_ITS_TYPE.get(" ".join(split_words(attribute.name)).casefold())
    if kind is None:
        raise NotApplicableError(f"{attribute.name} is no type of its own")
    return Narrowed(narrowing.of_type(attribute, kind))


def today(_: re.Match[str], __: Mentioned) -> Meaning:
    """What may hold now and not tomorrow cannot be a constraint of a table."""
    raise NotApplicableError("whether it holds depends on the day on which it is asked")


def one_of(found: re.Match[str], said: Mentioned) -> Meaning:
    """One of the values of a list."""
    listed = listed_values(found["list"])
    if len(listed) == 1:
        raise NotApplicableError("one value is no choice")
    return Narrowed(narrowing.one_of(said.attribute(found["x"]), listed))


def default(found: re.Match[str], said: Mentioned) -> Meaning:
    """The value where none is given."""
    listed = listed_values(found["list"])
    if len(listed) > 1:
        raise NotApplicableError("a default is one value")
    return Narrowed(narrowing.defaulting(said.attribute(found["x"]), listed[0]))


def compared(sign: Sign) -> Read:
    """Two attributes of a row."""

    def read(found: re.Match[str], said: Mentioned) -> Meaning:
        left, right = said.attribute(found["x"]), said.attribute(found["y"])
        return Comparison(left.name, sign, right.name)

    return read


def together(found: re.Match[str], said: Mentioned) -> Meaning:
    """All attributes that the sentence mentions."""
    mentioned = dict.fromkeys(re.findall(ATTRIBUTE, found[0]))
    return UniqueTogether(tuple(said.attribute(character).name for character in mentioned))


def listed_values(text: str) -> list[str]:
    """`draft, "in review" or paid` -> three values; NotApplicableError for what is no list."""
    bare = text.strip()
    if bare[:1] + bare[-1:] in ("()", "[]"):
        bare = bare[1:-1]
    values = []
    for part in re.split(_SEPARATOR, bare):
        if re.fullmatch(_QUOTED, part):
            values.append(part[1:-1])
        elif (
            re.fullmatch(_PLAIN, part) and not _DESCRIBING.match(part) and not MENTION.search(part)
        ):
            values.append(part)
        else:
            raise NotApplicableError("the words after it do not list values; quote each value")
    return values
