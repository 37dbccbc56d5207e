"""JSON values that nobody can change: what is shared by many readers must stay what it was.

Lists and dictionaries stay what they are, so everything that reads, compares or writes JSON takes
them; only changing one raises TypeError.
"""

from typing import Any, NoReturn

from pydantic import JsonValue


def frozen(value: JsonValue) -> JsonValue:
    """The value, with every list and dictionary in it fixed.

    >>> frozen({"tags": ["a", []]}) == {"tags": ["a", []]}
    True
    >>> frozen([1]).append(2)
    Traceback (most recent call last):
    TypeError: a value of a recognition cannot be changed
    """
    if isinstance(value, list):
        return FrozenList(map(frozen, value))
    if isinstance(value, dict):
        return FrozenDict((key, frozen(inner)) for key, inner in value.items())
    return value


def _refuse(*_: object, **__: object) -> NoReturn:
    raise TypeError("a value of a recognition cannot be changed")


class FrozenList(list[Any]):
    """A list that stays as it was made."""

    __setitem__ = __delitem__ = __iadd__ = __imul__ = _refuse
    append = extend = insert = remove = pop = clear = sort = reverse = _refuse

    def __deepcopy__(self, memo: dict[int, Any]) -> "FrozenList":
        return self


class FrozenDict(dict[str, Any]):
    """A dictionary that stays as it was made."""

    __setitem__ = __delitem__ = __ior__ = _refuse
    clear = pop = popitem = setdefault = update = _refuse

    def __deepcopy__(self, memo: dict[int, Any]) -> "FrozenDict":
        return self
