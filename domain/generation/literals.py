"""The only ways for a value to get into generated text: as a literal of Python or of SQL.

A value is data wherever it comes from. Non-printable and bidirectional characters come out escaped
in Python; SQL has no escapes, so text that SQLite could not read back is refused there.
"""

from collections.abc import Mapping
from decimal import Decimal
from math import isfinite
from typing import Any


def py_literal(value: Any) -> str:
    """Python source of a JSON value, a tuple, a Decimal or bytes; TypeError for anything else.

    >>> print(py_literal(["it's", None, {"a": 1.5}]))
    ["it's", None, {'a': 1.5}]
    """
    if value is None or isinstance(value, bool | int | str | bytes):
        return repr(value)
    if isinstance(value, float):
        if not isfinite(value):
            raise TypeError("infinity and NaN have no literal")
        return repr(value)
    if isinstance(value, Decimal):
        text = str(value)
        whole = text.isdigit() or (value < 0 and text[1:].isdigit())  # "-0" is none
        return f"Decimal({text if whole else repr(text)})"
    if isinstance(value, tuple):
        inner = ", ".join(py_literal(item) for item in value)
        return f"({inner},)" if len(value) == 1 else f"({inner})"
    if isinstance(value, list):
        return f"[{', '.join(py_literal(item) for item in value)}]"
    if isinstance(value, Mapping):
        pairs = (f"{py_literal(k)}: {py_literal(v)}" for k, v in value.items())
        return f"{{{', '.join(pairs)}}}"
    raise TypeError(f"a {type(value).__name__} has no literal")


def py_docstring(text: str) -> str:
    """A docstring in the usual form, or a plain literal where the text would not fit into one."""
    plain = text.isprintable() and not any(char in text for char in '"\\')
    return f'"""{text}"""' if plain and text.strip() == text else py_literal(text)


def sql_literal(value: Any) -> str:
    """SQL source of a scalar; TypeError or ValueError for what has none.

    >>> sql_literal("it's"), sql_literal(True), sql_literal(None), sql_literal(b"\\xff")
    ("'it''s'", '1', 'NULL', "X'ff'")
    """
    if value is None:
        return "NULL"
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, int):
        return repr(value)
    if isinstance(value, float):
        if not isfinite(value):
            raise TypeError("infinity and NaN have no literal")
        return repr(value)
    if isinstance(value, bytes):
        return f"X'{value.hex()}'"
    if not isinstance(value, str):
        raise TypeError(f"a {type(value).__name__} has no literal")
    if "\x00" in value:
        raise ValueError("SQL text cannot hold a NUL character")
    quoted = value.replace("'", "''")
    return f"'{quoted}'"


def sql_name(name: str) -> str:
    """A quoted identifier; names were checked, so there is nothing to escape."""
    if not name.replace("_", "a").isalnum() or not name.isascii():
        raise ValueError(f"{name!r} is no checked name")
    return f'"{name}"'
