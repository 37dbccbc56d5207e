"""What a standard rule can ask for: a narrower attribute, two fields compared, fields together."""

from dataclasses import dataclass
from enum import StrEnum

from domain.attributes import Attribute


class Sign(StrEnum):
    """How the value of one field must stand to that of another."""

    GREATER = ">"
    AT_LEAST = ">="
    LESS = "<"
    AT_MOST = "<="
    DIFFERENT = "!="


@dataclass(frozen=True, slots=True)
class Narrowed:
    """The attribute as the rule wants it; the same one where it says nothing new."""

    attribute: Attribute


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two attributes of one row, by name. It holds where one of them is empty."""

    left: str
    sign: Sign
    right: str


@dataclass(frozen=True, slots=True)
class UniqueTogether:
    """No two rows have the same values in all of these attributes, by name."""

    attributes: tuple[str, ...]


Meaning = Narrowed | Comparison | UniqueTogether


class NotApplicableError(ValueError):
    """The words are understood, but the attribute cannot have such a constraint."""
