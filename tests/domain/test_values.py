"""Canonical values: one notation for one value, and no digit lost."""

from dataclasses import replace

import pytest

from domain import values
from domain.attributes import Attribute, AttributeType

WIDE = Attribute(name="a", type=AttributeType.DECIMAL, precision=38, scale=10)


def test_a_decimal_keeps_more_digits_than_python_calculates_with() -> None:
    widest = "9" * 28 + "." + "9" * 10

    assert values.canonical(WIDE, widest) == widest
    assert values.canonical(WIDE, "9" * 28) == "9" * 28 + "." + "0" * 10


@pytest.mark.parametrize(("value", "kept"), [("5.00", "5"), ("100", "100"), ("-0.0", "0")])
def test_a_decimal_that_identifies_is_one_text_whatever_its_zeros(value: str, kept: str) -> None:
    plain = Attribute(name="a", type=AttributeType.DECIMAL)

    assert values.canonical(replace(plain, unique=True), value) == kept
    assert values.canonical(replace(plain, primary_key=True), value) == kept
    assert values.canonical(plain, "5.00") == "5.00"


@pytest.mark.parametrize("zero", ["-0", "-0.00", -0.0])
def test_zero_has_no_sign(zero: str | float) -> None:
    assert values.canonical(WIDE, zero) == "0.0000000000"
