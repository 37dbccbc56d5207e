"""What people type, read by the generated user interface."""

import importlib
import re
from collections.abc import Callable
from decimal import Decimal
from types import ModuleType
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

SHARED = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture
def module(ui: None) -> Callable[[str], ModuleType]:  # noqa: ARG001 - makes it importable
    """A module of the generated user interface."""
    return importlib.import_module


@pytest.fixture
def parsing(module: Callable[[str], ModuleType]) -> Any:
    return module("ui.components.parsing")


@given(amount=some.decimals(allow_nan=False, allow_infinity=False, places=6))
@SHARED
def test_a_decimal_is_never_rounded(parsing: Any, amount: Decimal) -> None:
    assert Decimal(parsing.decimal(str(amount))) == amount


@given(number=some.integers(-(2**63), 2**63 - 1))
@SHARED
def test_a_whole_number_is_kept_exactly(parsing: Any, number: int) -> None:
    assert parsing.integer(f" {number} ") == number


@pytest.mark.parametrize("typed", ["1.5", "1e3", "x", "9223372036854775808", "\uff11", "--1"])
def test_what_is_no_whole_number_of_64_bits_is_refused(parsing: Any, typed: str) -> None:
    with pytest.raises(parsing.InvalidInputError):
        parsing.integer(typed)


@pytest.mark.parametrize("typed", ["", "   "])
@pytest.mark.parametrize(
    "reader", ["email", "url", "unique_identifier", "integer", "decimal", "document"]
)
def test_an_empty_answer_is_no_answer(parsing: Any, reader: str, typed: str) -> None:
    assert getattr(parsing, reader)(typed) is None


@pytest.mark.parametrize("typed", ["http://[", "ftp://x.org", "https://", "https://a b.org"])
def test_what_is_no_web_address_is_refused(parsing: Any, typed: str) -> None:
    with pytest.raises(parsing.InvalidInputError):
        parsing.url(typed)


@pytest.mark.parametrize(
    ("reader", "typed", "read"),
    [
        ("word", "a b", "a b"),
        ("integer", "-7", -7),
        ("decimal", "1.50", "1.50"),
        ("floating", "1e3", 1000.0),
        ("yes_no", "Yes", True),
        ("yes_no", "false", False),
        ("day", "2024-02-29", "2024-02-29"),
        ("clock", "23:59", "23:59:00"),
        ("moment", "2024-02-29 12:00", "2024-02-29T12:00:00Z"),
        ("moment", "2024-02-29T12:00:00+02:00", "2024-02-29T10:00:00Z"),
    ],
)
def test_an_item_of_a_list_is_read(
    module: Callable[[str], ModuleType], reader: str, typed: str, read: object
) -> None:
    assert getattr(module("ui.components.items"), reader)(typed) == read


@pytest.mark.parametrize(
    ("reader", "typed"),
    [
        ("floating", "inf"),
        ("floating", "x"),
        ("yes_no", "perhaps"),
        ("day", "2023-02-29"),
        ("clock", "24:61"),
        ("moment", "yesterday"),
    ],
)
def test_an_item_that_is_not_valid_is_refused(
    module: Callable[[str], ModuleType], parsing: Any, reader: str, typed: str
) -> None:
    with pytest.raises(parsing.InvalidInputError):
        getattr(module("ui.components.items"), reader)(typed)


@given(text=some.text(alphabet="ab*_~`[]()<>$#:|&;!\\ \n-+.1", max_size=30))
@SHARED
def test_no_markup_of_markdown_is_left_without_its_backslash(
    module: Callable[[str], ModuleType], text: str
) -> None:
    shown = module("ui.components.text").plain(text)

    bare = re.sub(r"\\.", "", shown)
    assert not re.search(r"[*`\[\]<>$~#|:\n]", bare)
