"""What was said about one attribute while it is read."""

from dataclasses import dataclass

from domain.attributes import AttributeType
from domain.grammar.tokens import Token


@dataclass(slots=True)
class Draft:
    """What was said about one attribute so far."""

    name: str
    type: AttributeType | None = None
    item_type: AttributeType | None = None
    required: bool | None = None
    unique: bool = False
    primary_key: bool = False
    values: tuple[str, ...] = ()
    low: str | None = None
    high: str | None = None
    above: bool = False  # `low` itself is excluded
    below: bool = False  # `high` itself is excluded
    is_length: bool = False
    sized: tuple[str, ...] = ()  # the numbers of varchar(20), decimal(10, 2)
    precision: str | None = None
    scale: str | None = None
    default: Token | None = None
    stated: bool = False  # a type or a constraint was said
    leads: bool = False  # required or optional stands before the name
    trails: bool = False  # the same, as the last word and outside of parentheses
    marked: bool = False  # the word "field" stands beside the name


class UnsureError(Exception):
    """What was said about an attribute does not fit together; the reason goes on from its name."""
