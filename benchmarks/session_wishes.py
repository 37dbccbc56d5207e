"""What a kernel can be asked about the three schemas: meanings, without any words.

Two requests mean the same exactly when their wishes are equal.
"""

import functools
import json
import re
from dataclasses import dataclass
from pathlib import Path

DATA = Path(__file__).parents[1] / "tests" / "data"
SCHEMAS = ("chinook", "northwind", "sakila")
SINGULAR = {
    "categories": "category",
    "customers": "customer",
    "details": "detail",
    "employees": "employee",
    "orders": "order",
    "products": "product",
    "regions": "region",
    "shippers": "shipper",
    "suppliers": "supplier",
    "territories": "territory",
}
CLOSED = ("create", "add", "remove", "relate", "list", "show", "delete", "delete_all")
_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+\d*")


@dataclass(frozen=True, order=True)
class Column:
    """One attribute: its name in the schema, and what the request says about it, if anything."""

    name: str
    type: str = ""
    said: str = ""  # optional, unique, max 40


LATER = (  # what tables get when they have been in use for a while
    Column("notes", "text"),
    Column("status", "string"),
    Column("active", "boolean"),
    Column("created_at", "datetime"),
    Column("priority", "integer"),
)


@dataclass(frozen=True)
class Wish:
    """One meaning. `form` is one of CLOSED, or the name of an idea in no closed form.

    `relate` gives `entity` a relation to `other`. A `twist` turns the wish into something that no
    closed form says: not, unless, before.
    """

    form: str
    entity: str  # its words in the singular: "order detail"
    columns: frozenset[Column] = frozenset()
    other: str = ""
    twist: str = ""

    @property
    def is_closed(self) -> bool:
        """Whether entity, intent and attributes say it all."""
        return self.form in CLOSED and not self.twist


@dataclass(frozen=True)
class Table:
    """An entity of a schema with its own columns (no keys), and the entities it refers to."""

    entity: str
    columns: tuple[Column, ...]
    refers_to: tuple[str, ...]


@functools.cache
def tables(schema: str) -> tuple[Table, ...]:
    """The tables of a schema that have columns besides keys."""
    described = json.loads((DATA / f"{schema}.json").read_text(encoding="utf-8"))["entities"]
    entities = {words(table["entity"]) for table in described}
    found = []
    for table in described:
        columns = tuple(
            Column(each["name"], each["type"])
            for each in table["attributes"]
            if not each.get("primary_key")
            and "references" not in each
            and each["type"] != "enum"  # its values would have to be said
            and words(each["name"]) not in entities  # "add city to address" could mean either
        )
        others = {
            words(e["references"]["entity"]) for e in table["attributes"] if "references" in e
        }
        own = words(table["entity"])
        if columns:
            found.append(Table(own, columns, tuple(sorted(others - {own}))))
    return tuple(found)


def words(name: str) -> str:
    """
    >>> words("Order Details"), words("film_actor"), words("InvoiceLine")
    ('order detail', 'film actor', 'invoice line')
    """
    found = [word.lower() for word in _WORD.findall(name)]
    return " ".join([*found[:-1], SINGULAR.get(found[-1], found[-1])])
