"""Comparisons that cannot all hold are found."""

import pytest

from domain.attributes import Attribute, AttributeType
from domain.business_rules.comparisons import contradiction
from domain.business_rules.meanings import Comparison, Sign
from domain.consistency import check_entity
from domain.entities import EntitySpec
from domain.errors import InvalidSpecError

A_OVER_B = Comparison("a", Sign.GREATER, "b")
B_OVER_C = Comparison("b", Sign.AT_LEAST, "c")
C_OVER_A = Comparison("c", Sign.AT_LEAST, "a")
A_UNDER_C = Comparison("a", Sign.LESS, "c")
B_OVER_A = Comparison("b", Sign.AT_LEAST, "a")


@pytest.mark.parametrize(
    "comparisons",
    [(A_OVER_B, B_OVER_A), (A_OVER_B, B_OVER_C, C_OVER_A), (A_OVER_B, B_OVER_C, A_UNDER_C)],
)
def test_a_circle_with_a_strict_comparison_contradicts_itself(
    comparisons: tuple[Comparison, ...],
) -> None:
    assert contradiction(comparisons)


@pytest.mark.parametrize(
    "comparisons",
    [(), (A_OVER_B, B_OVER_C), (B_OVER_C, C_OVER_A, Comparison("a", Sign.AT_LEAST, "b"))],
)
def test_others_do_not(comparisons: tuple[Comparison, ...]) -> None:
    assert contradiction(comparisons) == ()


def test_an_entity_whose_rules_contradict_is_refused() -> None:
    days = [Attribute(name=name, type=AttributeType.DATE) for name in ("first", "last")]
    rules = ("last must be after first", "first must be after last")

    with pytest.raises(InvalidSpecError, match="contradict"):
        check_entity(EntitySpec(name="Trip", attributes=tuple(days), business_rules=rules))


def test_a_default_that_a_rule_forbids_is_refused() -> None:
    age = Attribute(name="age", type=AttributeType.INTEGER, default=7)

    with pytest.raises(InvalidSpecError, match="the default 7 cannot be used"):
        check_entity(
            EntitySpec(name="X", attributes=(age,), business_rules=("age must be at least 18",))
        )
