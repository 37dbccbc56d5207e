"""Words for a wish: every choice here leaves the meaning as it is.

Verb, article, politeness, boiler-plate noun, number and spelling of the entity, order and spelling
of the attributes, capitals and full stop vary, each drawn on its own; the first of some options is
the commoner one. The verbs of one form mean the same, those of two forms do not: "list" is not
"show". A list says "all": without it another quantity may be meant. Nothing here knows a grammar.
"""

import random

from benchmarks.session_ideas import IDEAS, say_idea
from benchmarks.session_wishes import Column, Wish

SHORT = {"string": "str", "integer": "int", "boolean": "bool", "datetime": "timestamp"}
LOOSE = 0.05  # the share of requests that begin in a chatty way
UNCOUNTABLE = ("staff", "media", "demographics", "inventory")
OPENINGS = ("",) * 13 + ("please ",) * 5 + ("please, ",) * 2
LOOSE_OPENINGS = ("can you ", "could you please ", "hi, ", "we need you to ", "ok, now ")
ENDINGS = ("",) * 13 + (".",) * 4 + ("!", ", please", ", thanks")
CREATE = (
    *("create",) * 6,
    *("build",) * 4,
    *("make",) * 3,
    *("generate",) * 2,
    *("develop", "implement", "scaffold"),
)
THINGS = (
    *("{a} {one}",) * 4,
    *("{a} {one} entity", "{a} {one} table", "{a} {one} system", "{a} {one} app") * 2,
    "the {one} entity",
    "{many}",
    "{a} {one} management system",
    "a system to manage {many}",
    "an app to manage {many}",
    "a platform for {many}",
    "an application for {many}",
    "{a} {one} management tool",
)
WITH = ("with",) * 8 + ("with the fields", "with the attributes", "having")
PLACES = ("{one}", "the {one}", "{many}", "the {one} entity")
ADD = ("add",) * 4 + ("include",)
REMOVE = ("remove",) * 3 + ("delete", "drop")
SHOW = ("show",) * 3 + ("display", "view")
DELETE = ("delete",) * 3 + ("remove", "drop")
DELETE_ALL = ("delete",) * 3 + ("remove", "erase")
TWISTS = {
    "not": "do not {said}",
    "unless": "{said} unless it exists already",
    "before": "{said} before the next release",
    "only": "only {said}",
    "again": "{said} as we did last week",
}


def say(wish: Wish, chance: random.Random) -> str:
    """The wish in words, anew each time."""
    if wish.form in IDEAS:
        one, many, other = wish.entity, plural(wish.entity), wish.other
        said = say_idea(wish.form, one=one, many=many, other=other, chance=chance)
    else:
        said = _FORMS[wish.form](wish, chance)
    if wish.twist:
        said = TWISTS[wish.twist].format(said=said)
    openings = LOOSE_OPENINGS if chance.random() < LOOSE else OPENINGS
    said = chance.choice(openings) + said + chance.choice(ENDINGS)
    return said[0].upper() + said[1:] if chance.random() < 0.4 else said


def plural(entity: str) -> str:
    """
    >>> plural("category"), plural("order detail"), plural("address"), plural("film text")
    ('categories', 'order details', 'addresses', 'film texts')
    """
    if entity.endswith(UNCOUNTABLE):
        return entity
    if entity.endswith("y"):
        return f"{entity[:-1]}ies"
    return f"{entity}es" if entity.endswith(("s", "x", "ch")) else f"{entity}s"


def _create(wish: Wish, chance: random.Random) -> str:
    thing = _named(chance.choice(THINGS), wish.entity, chance)
    parts = _columns(wish, chance)
    return f"{chance.choice(CREATE)} {thing} {chance.choice(WITH)} {_listed(parts, chance)}"


def _add(wish: Wish, chance: random.Random) -> str:
    what = _field(wish, chance)
    where = _named(chance.choice(PLACES), wish.entity, chance)
    return f"{chance.choice(ADD)} {what} to {where}"


def _remove(wish: Wish, chance: random.Random) -> str:
    what = _field(wish, chance)
    where = _named(chance.choice(PLACES), wish.entity, chance)
    return f"{chance.choice(REMOVE)} {what} from {where}"


def _relate(wish: Wish, chance: random.Random) -> str:
    what = _named(chance.choice(("{one}", "{a} {one}", "the {one}")), wish.other, chance)
    where = _named(chance.choice(("{one}", "the {one}", "the {one} entity")), wish.entity, chance)
    return f"{chance.choice(ADD)} {what} to {where}"


def _list(wish: Wish, chance: random.Random) -> str:
    thing = chance.choice(("all {many}", "all {many}", "all the {many}"))
    return f"list {_named(thing, wish.entity, chance)}"


def _show(wish: Wish, chance: random.Random) -> str:
    thing = chance.choice(("{one}", "the {one}"))
    return f"{chance.choice(SHOW)} {_named(thing, wish.entity, chance)}"


def _delete(wish: Wish, chance: random.Random) -> str:
    thing = chance.choice(("{one}", "the {one}", "the {one} entity", "the {one} table"))
    return f"{chance.choice(DELETE)} {_named(thing, wish.entity, chance)}"


def _delete_all(wish: Wish, chance: random.Random) -> str:
    thing = chance.choice(("all {many}", "all the {many}"))
    return f"{chance.choice(DELETE_ALL)} {_named(thing, wish.entity, chance)}"


_FORMS = {
    "create": _create,
    "add": _add,
    "remove": _remove,
    "relate": _relate,
    "list": _list,
    "show": _show,
    "delete": _delete,
    "delete_all": _delete_all,
}


def _named(thing: str, entity: str, chance: random.Random) -> str:
    """Fill in the entity in one spelling: order detail, Order Detail, OrderDetail, order_detail."""
    spelling = chance.choice(("words", "words", "Title", "Pascal", "snake"))

    def spelt(name: str) -> str:
        if spelling == "words":
            return name
        if spelling == "snake":
            return name.replace(" ", "_")
        return name.title().replace(" ", "" if spelling == "Pascal" else " ")

    article = "an" if entity[0] in "aeiou" else "a"
    return thing.format(a=article, one=spelt(entity), many=spelt(plural(entity)))


def _columns(wish: Wish, chance: random.Random) -> list[str]:
    """The attributes in any order, all in one style."""
    columns = sorted(wish.columns)
    chance.shuffle(columns)
    short = chance.random() < 0.5  # int for integer
    style = chance.choice((":", ":", "()", "()", ": "))
    spaced = style == "()" and chance.random() < 0.5  # "postal code" for postal_code
    return [_column(each, style=style, spaced=spaced, short=short) for each in columns]


def _column(column: Column, *, style: str, spaced: bool, short: bool) -> str:
    name = column.name.replace("_", " ") if spaced else column.name
    kind = SHORT.get(column.type, column.type) if short else column.type
    if column.said:
        return f"{name} ({kind}, {column.said})" if kind else f"{name} ({column.said})"
    if not kind:
        return name
    return f"{name} ({kind})" if style == "()" else f"{name}{style}{kind}"


def _field(wish: Wish, chance: random.Random) -> str:
    """ "the phone field", "the field phone:str", or the bare attributes."""
    said = _listed(_columns(wish, chance), chance)
    if len(wish.columns) > 1:
        return said
    typed = any(column.type for column in wish.columns)
    return chance.choice(("", "", "the ")) + chance.choice(
        (said, said, f"field {said}" if typed else f"{said} field")
    )


def _listed(parts: list[str], chance: random.Random) -> str:
    if len(parts) == 1:
        return parts[0]
    last = chance.choice((" and ", " and ", ", and ", ", "))
    return f"{', '.join(parts[:-1])}{last}{parts[-1]}"
