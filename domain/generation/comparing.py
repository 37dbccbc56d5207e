"""Comparisons of two fields of one row, as the templates write them: Python, SQL, a message.

SQLite keeps decimals as text and compares them here as floats, which may be equal where the
decimals are not. So its CHECK refuses only what is wrong for certain; Python compares exactly.
"""

from dataclasses import dataclass

from domain import values
from domain.attributes import Attribute, AttributeType
from domain.business_rules.meanings import Comparison, Sign
from domain.generation.literals import sql_name
from domain.generation.storage import Check
from domain.names.words import inside_a_sentence
from domain.naming import FieldNames

_OPERATORS = {
    Sign.GREATER: "operator.gt",
    Sign.AT_LEAST: "operator.ge",
    Sign.LESS: "operator.lt",
    Sign.AT_MOST: "operator.le",
    Sign.DIFFERENT: "operator.ne",
}
# In a constraint's name, and after the field's name
_OF_MOMENTS = {
    Sign.GREATER: ("after", "must be after"),
    Sign.AT_LEAST: ("not_before", "must not be before"),
    Sign.LESS: ("before", "must be before"),
    Sign.AT_MOST: ("not_after", "must not be after"),
    Sign.DIFFERENT: ("different_from", "must be different from"),
}
_OF_NUMBERS = {
    Sign.GREATER: ("more_than", "must be more than"),
    Sign.AT_LEAST: ("at_least", "must be at least"),
    Sign.LESS: ("less_than", "must be less than"),
    Sign.AT_MOST: ("at_most", "must be at most"),
    Sign.DIFFERENT: ("different_from", "must be different from"),
}


@dataclass(frozen=True, slots=True)
class ComparisonModel:
    """`operator` and `reader` are Python source; `message` can stand after the field's name."""

    comparison: Comparison
    field: str
    operator: str
    other: str
    message: str
    reader: str  # for the form: from JSON to what can be compared
    check: Check

    @property
    def hint(self) -> str:
        """The message as a sentence, for the form."""
        return f"{self.message[:1].upper()}{self.message[1:]}."


def comparison_model(
    comparison: Comparison,
    left: tuple[Attribute, FieldNames],
    right: tuple[Attribute, FieldNames],
    *,
    table: str,
) -> ComparisonModel:
    """One comparison of two fields of a table."""
    (first, own), (second, other) = left, right
    told = _OF_MOMENTS if first.type in values.MOMENTS else _OF_NUMBERS
    rule, words = told[comparison.sign]
    return ComparisonModel(
        comparison=comparison,
        field=own.name,
        operator=_OPERATORS[comparison.sign],
        other=other.name,
        message=f"{words} {inside_a_sentence(other.label)}",
        reader=_reader(first),
        check=Check(
            f"ck_{table}__{own.name}_{rule}_{other.name}",
            _sql(comparison.sign, (first, own.name), (second, other.name)),
        ),
    )


def _reader(attribute: Attribute) -> str:
    if attribute.type in values.NUMBERS:
        return "parsing.exact"
    if attribute.type in values.MOMENTS:
        return f"dt.{attribute.type}.fromisoformat"
    return "str"


def _sql(sign: Sign, left: tuple[Attribute, str], right: tuple[Attribute, str]) -> str:
    (first, own), (second, other) = left, right
    one, two = _measured(first, own), _measured(second, other)
    if AttributeType.DECIMAL not in {first.type, second.type}:
        return f"{one} {sign} {two}"
    texts = f"{sql_name(own)} != {sql_name(other)}"
    match sign:
        case Sign.DIFFERENT:
            return f"{one} != {two} OR {texts}"
        case Sign.GREATER | Sign.LESS:
            return f"{one} {sign}= {two} AND {texts}"
        case _:
            return f"{one} {sign} {two}"


def _measured(attribute: Attribute, name: str) -> str:
    column = sql_name(name)
    return f"CAST({column} AS REAL)" if attribute.type is AttributeType.DECIMAL else column
