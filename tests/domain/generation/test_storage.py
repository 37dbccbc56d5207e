"""CHECKs of decimals: SQLite compares floats, so none may refuse what the bound allows."""

import sqlite3

import pytest

from domain.attributes import Attribute, AttributeType
from domain.generation.storage import storage_of


@pytest.mark.parametrize(
    ("precision", "maximum", "exclusive", "value"),
    [
        (20, "100000000000000000", True, "99999999999999999.99"),
        (20, "99999999999999999.98", False, "99999999999999999.98"),
        (20, "99999999999999999", False, "99999999999999999.00"),
        (None, "1", True, "0.99999999999999999999999999999"),
    ],
)
def test_a_long_decimal_just_inside_its_bound_is_stored(
    precision: int | None, maximum: str, *, exclusive: bool, value: str
) -> None:
    attribute = Attribute(
        name="a", type=AttributeType.DECIMAL, precision=precision, scale=precision and 2,
        maximum=maximum, exclusive_maximum=exclusive,
    )  # fmt: skip
    (check,) = storage_of(attribute, table="t", column="a").checks

    db = sqlite3.connect(":memory:")
    db.execute(f"CREATE TABLE t (a TEXT CHECK ({check.sql}))")
    db.execute("INSERT INTO t VALUES (?)", (value,))
    with pytest.raises(sqlite3.IntegrityError):
        db.execute("INSERT INTO t VALUES ('200000000000000000')")
    db.close()


@pytest.mark.parametrize(("precision", "maximum"), [(15, "10"), (None, "0")])
def test_an_exclusive_bound_that_floats_tell_apart_is_exclusive(
    precision: int | None, maximum: str
) -> None:
    attribute = Attribute(
        name="a", type=AttributeType.DECIMAL, precision=precision, maximum=maximum,
        exclusive_maximum=True,
    )  # fmt: skip

    (check,) = storage_of(attribute, table="t", column="a").checks

    assert check.sql == f'CAST("a" AS REAL) < {maximum}'
