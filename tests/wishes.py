"""Requests made from the three schemas: what is wanted, how it is said, and what is nearly it.

A wish is structure; `say` words it, `paraphrases` word the same wish otherwise, `near_misses` word
other wishes that look alike. None of this knows the grammar under test.
"""

import json
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

DATA = Path(__file__).parent / "data"
SCHEMAS = ("chinook", "northwind", "sakila")
SINGULAR = {
    "Categories": "Category",
    "CustomerDemographics": "CustomerDemographics",
    "Customers": "Customer",
    "Employees": "Employee",
    "EmployeeTerritories": "EmployeeTerritory",
    "Order Details": "OrderDetail",
    "Orders": "Order",
    "Products": "Product",
    "Regions": "Region",
    "Shippers": "Shipper",
    "Suppliers": "Supplier",
    "Territories": "Territory",
}
OTHER_VOCABULARY = (
    ("vessel", (("hull_code", "string"), ("draught", "float"), ("built_on", "date"))),
    ("greenhouse", (("zone", "string"), ("humidity", "decimal"), ("automatic", "boolean"))),
    ("Ballot Box", (("precinct", "string"), ("sealed_at", "datetime"), ("votes", "integer"))),
    ("quark_sample", (("spin", "float"), ("flavour", "string"), ("mass", "decimal"))),
    ("LedgerEntry", (("debit", "decimal"), ("credit", "decimal"), ("memo", "text"))),
    ("kayak", (("length_cm", "integer"), ("manual_url", "url"), ("skipper", "email"))),
    ("Étudiant", (("prénom", "string"), ("né_le", "date"), ("dossier", "uuid"))),
    ("puppy", (("nickname", "string"), ("chip", "uuid"), ("weight", "float"))),
)


@dataclass(frozen=True)
class Said:
    """One attribute: name, and what is said about it."""

    name: str
    type: str | None = None
    words: str = ""  # constraints in words
    required: bool = True


@dataclass(frozen=True)
class Wish:
    """One meaning. `form`: create, add, remove, relate, list, show, delete, delete_all."""

    form: str
    entity: str
    attributes: tuple[Said, ...] = ()
    other: str = ""


def entity_name(name: str) -> str:
    """What the answer calls the entity."""
    if name in SINGULAR:
        return SINGULAR[name]
    return "".join(part[0].upper() + part[1:] for part in re.split(r"[ _]", name))


def tables() -> Iterator[tuple[str, tuple[tuple[str, str], ...]]]:
    """(entity, its attributes with types) of the schemas and of the other vocabulary."""
    for schema in SCHEMAS:
        for entity in json.loads((DATA / f"{schema}.json").read_text())["entities"]:
            pairs = ((a["name"], a["type"]) for a in entity["attributes"])
            yield entity["entity"], tuple(p for p in pairs if p[1] != "enum")
    yield from OTHER_VOCABULARY


def wishes(count: int, seed: int = 7) -> Iterator[Wish]:
    """`count` wishes over all tables, the same for the same seed."""
    chance = random.Random(seed)  # noqa: S311 - reproducible test data, no secret
    known = list(tables())
    names = [name for name, _ in known]
    for _ in range(count):
        entity, pairs = chance.choice(known)
        form = chance.choice(["create"] * 6 + ["add"] * 2 + ["remove", "list", "show", "delete"])
        wanted = chance.sample(pairs, k=min(len(pairs), chance.randint(1, 6)))
        said = tuple(_said(name, kind, form, chance) for name, kind in wanted)
        other = chance.choice([name for name in names if entity_name(name) != entity_name(entity)])
        yield Wish(form, entity, said if form in {"create", "add", "remove"} else (), other)


def _said(name: str, kind: str, form: str, chance: random.Random) -> Said:
    if form == "remove":
        return Said(name)
    style = chance.randrange(4)
    if style == 0 and form == "create":
        return Said(name, kind, "optional", required=False)
    if style == 1 and kind in {"string", "text"}:
        return Said(name, kind, "max 40", required=form == "create")
    if style == 2 and kind in {"integer", "float", "decimal"}:
        return Said(name, kind, "between 0 and 9", required=form == "create")
    return Said(name, kind, required=form == "create")


def say(wish: Wish, chance: random.Random | None = None) -> str:
    """The wish in words; by chance in one of several wordings of the same meaning."""

    def one(*options: str) -> str:
        return chance.choice(options) if chance else options[0]

    please = one("", "Please ", "please, ")
    parts = [_attribute(said) for said in wish.attributes]
    if wish.form == "create":
        verb = one("create", "Build", "make", "generate", "Develop", "implement", "scaffold")
        thing = one(
            f"a system to manage {wish.entity}",
            f"{wish.entity}",
            f"a {wish.entity} management system",
            f"an app for {wish.entity}",
            f"the {wish.entity} entity",
        )
        if chance:
            chance.shuffle(parts)
        return f"{please}{verb} {thing} with {listed(parts)}"
    article = one("", "the ")
    field = one("", " field") if len(parts) == 1 else ""
    worded = {
        "add": f"{one('add', 'include')} {listed(parts or [''])} to {article}{wish.entity}",
        "remove": f"{one('remove', 'delete', 'drop')} {article}{listed(parts or [''])}{field} "
        f"from {wish.entity}",
        "list": f"list all {article}{wish.entity}",
        "show": f"{one('show', 'display', 'view')} {article}{wish.entity}",
        "relate": f"{one('add', 'include')} {wish.other} to {article}{wish.entity}",
        "delete": f"{one('delete', 'remove', 'drop')} {article}{wish.entity} entity",
        "delete_all": f"{one('delete', 'erase')} all {wish.entity}",
    }
    return please + worded[wish.form]


def _attribute(said: Said) -> str:
    if said.type is None:
        return said.name
    if said.words:
        return f"{said.name} ({said.type}, {said.words})"
    return f"{said.name}:{said.type}"


def listed(parts: list[str]) -> str:
    """ "a, b and c" """
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"


def near_misses(wish: Wish) -> Iterator[tuple[str, str]]:
    """(kind, text) of wishes that look alike and mean something else."""
    text = say(wish)
    yield "negate", f"do not {text}"
    yield "only", f"only {text}"
    yield "unless", f"{text} unless it exists"
    yield "before", f"{text} before release"
    yield "after", f"{text} after release"
    yield "other entity", say(replace(wish, entity=wish.other))
    yield "possessive", text.replace(wish.entity, f"my {wish.entity}")
    if wish.attributes:
        yield from _attribute_misses(wish)
    if wish.form in {"list", "show", "delete"}:
        for form in {"list", "show", "delete", "delete_all"} - {wish.form}:
            yield "intent or quantity", say(replace(wish, form=form))
        yield "first", text.replace(wish.entity, f"first {wish.entity}")
        yield "except", f"{text} except one"
    yield "direction", say(Wish("relate", wish.other, other=wish.entity))
    yield "direction back", say(Wish("relate", wish.entity, other=wish.other))


def _attribute_misses(wish: Wish) -> Iterator[tuple[str, str]]:
    text, said = say(wish), wish.attributes
    first = said[0]
    yield "negated attribute", text.replace(first.name, f"not {first.name}", 1)
    yield "without", text.replace(" with ", " without ", 1) if " with " in text else f"never {text}"
    yield "plural attribute", say(replace(wish, attributes=(_named(first, "s"), *said[1:])))
    yield "renamed attribute", say(replace(wish, attributes=(_named(first, "_2"), *said[1:])))
    yield "one more", say(replace(wish, attributes=(*said, Said("zebra_crossing", "string"))))
    if len(said) > 1:
        yield "one less", say(replace(wish, attributes=said[1:]))
        yield "or", text.replace(" and ", " or ")
        yield "but not", text.replace(" and ", " but not ")
    if first.type is not None:
        kind = "integer" if first.type != "integer" else "string"
        changed = replace(first, type=kind, words="")
        yield "other type", say(replace(wish, attributes=(changed, *said[1:])))
        said_less = replace(first, type=None, words="")
        yield "type not said", say(replace(wish, attributes=(said_less, *said[1:])))
        unique = replace(first, words="unique" if not first.words else f"{first.words}, unique")
        yield "constraint", say(replace(wish, attributes=(unique, *said[1:])))
    flips = {"create": ("add", "remove"), "add": ("create", "remove"), "remove": ("create", "add")}
    for form in flips[wish.form]:
        yield "intent flipped", say(replace(wish, form=form))


def _named(said: Said, ending: str) -> Said:
    return replace(said, name=said.name + ending)
