"""Wishes that look like another one and mean something else."""

import random
from collections.abc import Callable
from dataclasses import replace

from benchmarks.session_wishes import LATER, Column, Wish
from benchmarks.session_words import TWISTS

Miss = Callable[[Wish, random.Random], Wish | None]
NEAR = {
    "create": ("add",),
    "add": ("remove", "create"),
    "remove": ("add",),
    "list": ("show", "delete_all"),
    "show": ("list", "delete"),
    "delete": ("delete_all", "show"),
    "delete_all": ("delete", "list"),
}


def near_miss(wish: Wish, chance: random.Random) -> Wish:
    """Nearly the wish, in one of the ways that fit it."""
    ways: list[Miss] = [_other_form, _turned, _one_less, _one_more, _other_column, _twisted]
    chance.shuffle(ways)
    found = (way(wish, chance) for way in ways)
    return next(each for each in found if each is not None)


def _other_form(wish: Wish, chance: random.Random) -> Wish | None:
    """Remove for add, delete for show, all rows for the entity."""
    if wish.form not in NEAR:
        return None
    form = chance.choice(NEAR[wish.form])
    if form == "remove":  # what is removed has a name only
        return Wish(form, wish.entity, frozenset(Column(each.name) for each in wish.columns))
    return replace(wish, form=form)


def _turned(wish: Wish, _chance: random.Random) -> Wish | None:
    """The relation the other way round."""
    turned = replace(wish, entity=wish.other, other=wish.entity)
    return turned if wish.form == "relate" else None


def _one_less(wish: Wish, _chance: random.Random) -> Wish | None:
    columns = sorted(wish.columns)
    if len(columns) < 2:
        return None
    return replace(wish, columns=frozenset(columns[1:]))


def _one_more(wish: Wish, chance: random.Random) -> Wish | None:
    named = {column.name for column in wish.columns}
    more = [column for column in LATER if column.name not in named]
    if not named or not more:
        return None
    new = chance.choice(more)
    new = Column(new.name) if wish.form == "remove" else new
    return replace(wish, columns=wish.columns | {new})


def _other_column(wish: Wish, chance: random.Random) -> Wish | None:
    """One attribute in the plural, of another type, with or without its type, or unique."""
    columns = sorted(wish.columns)
    if not columns:
        return None
    old = columns.pop(chance.randrange(len(columns)))
    ways = [replace(old, name=f"{old.name}s")]
    if wish.form != "remove":
        kind = "integer" if old.type != "integer" else "string"
        ways += [replace(old, type=kind), replace(old, said="unique")]
    new = chance.choice([way for way in ways if way != old])
    return replace(wish, columns=frozenset([*columns, new]))


def _twisted(wish: Wish, chance: random.Random) -> Wish | None:
    return replace(wish, twist=chance.choice(sorted(TWISTS)))
