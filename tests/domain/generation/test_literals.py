"""Values become literals, and nothing else, whatever they hold."""

import ast
import sqlite3
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.generation.literals import py_docstring, py_literal, sql_literal, sql_name

JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text()
    | st.binary(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner) | st.lists(inner).map(tuple),
)


@given(JSON)
def test_a_python_literal_reads_back_as_its_value(value: object) -> None:
    assert ast.literal_eval(py_literal(value)) == value


@given(st.text())
def test_a_python_literal_shows_no_hidden_character(text: str) -> None:
    assert py_literal(text).isprintable()


@given(st.text())
def test_a_docstring_is_one_constant(text: str) -> None:
    (statement,) = ast.parse(py_docstring(text)).body

    assert isinstance(statement, ast.Expr)
    assert isinstance(statement.value, ast.Constant)
    assert statement.value.value == text


@given(
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**63 - 1)
    | st.binary()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]))
)
def test_an_sql_literal_reads_back_as_its_value(value: object) -> None:
    (found,) = sqlite3.connect(":memory:").execute(f"SELECT {sql_literal(value)}").fetchone()

    # SQLite rounds the last digit of very large and very small numbers.
    assert found == (pytest.approx(value, rel=1e-14) if isinstance(value, float) else value)


@pytest.mark.parametrize("value", [float("nan"), float("inf"), object(), {1, 2}])
def test_what_has_no_literal_is_refused(value: object) -> None:
    with pytest.raises(TypeError, match="no literal"):
        py_literal(value)
    with pytest.raises(TypeError, match="no literal"):
        sql_literal(value)


def test_sql_text_with_a_nul_character_is_refused() -> None:
    with pytest.raises(ValueError, match="NUL"):
        sql_literal("a\x00b")


@pytest.mark.parametrize("name", ['a"b', "a b", "", "é", "a;b"])
def test_an_unchecked_name_is_no_identifier(name: str) -> None:
    with pytest.raises(ValueError, match="no checked name"):
        sql_name(name)


def test_decimals_are_written_exactly() -> None:
    assert py_literal(Decimal("0.10")) == "Decimal('0.10')"
    assert py_literal(Decimal(5)) == "Decimal(5)"
    assert py_literal(Decimal(-5)) == "Decimal(-5)"
    assert py_literal(Decimal("-0")) == "Decimal('-0')"
