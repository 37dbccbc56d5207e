"""Any two samples of compared fields make a row that the rules take."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.attributes import Attribute, AttributeType
from domain.business_rules.meanings import Comparison, Sign
from domain.business_rules.reading import read_rules
from domain.consistency import check_entity
from domain.entities import EntitySpec
from domain.errors import InvalidSpecError
from domain.generation.row_samples import holds, row_samples, violating

T = AttributeType
ORDERED = [T.INTEGER, T.FLOAT, T.DECIMAL, T.DATE, T.DATETIME, T.TIME]


def check(attributes: list[Attribute], comparisons: list[Comparison]) -> None:
    entity = EntitySpec(name="X", attributes=tuple(attributes))
    named = {one.name: one for one in attributes}

    found = row_samples(entity, comparisons)

    for one in comparisons:
        left, right = found[one.left], found[one.right]
        for first, second in product(left, right):
            assert holds(one, named[one.left], first, second), (one, first, second)


@given(
    kind=st.sampled_from(ORDERED),
    signs=st.lists(st.sampled_from([Sign.GREATER, Sign.AT_LEAST, Sign.DIFFERENT]), min_size=1),
)
def test_a_chain_of_comparisons(kind: AttributeType, signs: list[Sign]) -> None:
    signs = signs[:4]
    names = [f"f{n}" for n in range(len(signs) + 1)]
    attributes = [Attribute(name=name, type=kind) for name in names]

    check(attributes, [Comparison(names[n], sign, names[n + 1]) for n, sign in enumerate(signs)])


def test_bounds_leave_little_room() -> None:
    low = Attribute(name="low", type=T.INTEGER, minimum="0", maximum="1")
    high = Attribute(name="high", type=T.INTEGER, minimum="0", maximum="1")

    check([low, high], [Comparison("high", Sign.GREATER, "low")])


def test_a_default_is_one_of_the_values() -> None:
    low = Attribute(name="low", type=T.INTEGER)
    high = Attribute(name="high", type=T.INTEGER, default=10)
    comparison = Comparison("high", Sign.GREATER, "low")

    found = row_samples(EntitySpec(name="X", attributes=(low, high)), [comparison])

    assert all(holds(comparison, high, 10, value) for value in found["low"])


def test_rules_without_a_row_are_refused() -> None:
    low = Attribute(name="low", type=T.INTEGER, minimum="5")
    high = Attribute(name="high", type=T.INTEGER, maximum="5")

    with pytest.raises(InvalidSpecError, match="no values"):
        check([low, high], [Comparison("high", Sign.GREATER, "low")])


@pytest.mark.parametrize("kind", ORDERED)
@pytest.mark.parametrize("sign", Sign)
def test_a_violating_value_fails_against_every_sample(kind: AttributeType, sign: Sign) -> None:
    left, right = Attribute(name="a", type=kind), Attribute(name="b", type=kind)
    comparison = Comparison("a", sign, "b")
    found = row_samples(EntitySpec(name="X", attributes=(left, right)), [comparison])

    value = violating(left, comparison, found["b"])

    if sign is Sign.DIFFERENT:
        assert value is None  # one value cannot equal both
    else:
        assert value is not None
        assert not any(holds(comparison, left, value, other) for other in found["b"])


def test_the_attributes_of_a_checked_entity_have_their_rules() -> None:
    rules = ("age must be at least 18", "name cannot be empty")
    entity = EntitySpec(
        name="Student",
        attributes=(Attribute(name="name"), Attribute(name="age", type=T.INTEGER)),
        business_rules=rules,
    )

    checked = check_entity(entity)

    assert checked.attributes == read_rules("Student", entity.attributes, rules).attributes
    assert checked.business_rules == rules
