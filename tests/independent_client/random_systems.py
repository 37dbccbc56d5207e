"""Specifications nobody wrote: names, types, constraints and references drawn from a seed."""

from random import Random
from typing import Any

from tests.independent_client.texts import PATTERNS

Document = dict[str, Any]

ENTITIES = (
    "Order Details", "class", "User", "groups", "Index", "Table", "View", "Case", "Order", "Values",
    "Column", "Key", "Person", "Response", "Request", "Header", "Body", "Path Item", "Depends",
    "Annotated", "Literal", "UUID", "Decimal", "JsonValue", "Engine", "Router", "Problem", "Crud",
    "Field", "Page", "Query Page", "Create", "Update", "Read", "List Query", "Base Model", "Test",
    "Rows", "conftest", "main", "App", "Database", "Session Local", "stra\u00dfe",
    "Configura\u00e7\u00e3o",
    "x", "T", "ID", "URL", "2nd Hand", "News", "Series", "Analysis", "Status", "Boxes", "Day Off",
    "HTTPServer2", "snake_case_name", "kebab-case", "Event", "Row Key", "Enum", "Type", "object",
    "property", "Exception", "Docs", "openapi", "healthz", "api", "shared", "Listing", "init",
    "module", "\u00c5ngstr\u00f6m", "a" * 60,
    "long name with many words in it so that it is nearly too much",
)  # fmt: skip
ATTRIBUTES = (
    "name", "type", "class", "def", "None", "True", "self", "cls", "id", "key", "value", "order",
    "group by", "select", "from", "where", "limit", "offset", "sort", "q", "json", "dict", "copy",
    "schema", "metadata", "registry", "model_config", "model_fields", "model_dump", "fields",
    "items", "keys", "values", "get", "pop", "update", "validate", "construct", "date", "time",
    "datetime", "dt", "sa", "int", "str", "list", "set", "bytes", "float", "bool", "len", "print",
    "uuid4", "uuid", "decimal", "rowid", "oid", "_rowid_", "total", "page", "path", "payload",
    "response", "db", "row", "identifier", "if_match", "status", "quote", "router", "PREFIX",
    "ITEM", "created", "found", "changed", "query", "errors", "detail", "title", "instance", "n",
    "rows", "client", "body", "pre\u00e7o", "\u00c7a\u00e7\u00e3o", "first Name", "lastName",
    "HTTPCode", "x1", "1st", "a_b", "a b c", "UPPER_CASE", "_leading", "trailing_", "is-it",
    "Base", "Field", "Literal", "mapped_column", "b" * 63, "object", "property", "super", "hash",
    "type_annotation_map", "query_class", "declared_attr", "mapper", "table", "columns", "c",
    "primary_key", "foreign_key", "index", "unique", "check", "null", "default", "collate",
    "autoincrement", "model", "model_", "modelling", "PlainText", "T", "text",
)  # fmt: skip
KEY_TYPES = ("integer", "string", "text", "uuid", "date", "decimal", "email", "enum")
TYPES = (*KEY_TYPES, "float", "boolean", "datetime", "time", "url", "json", "binary", "list")
ITEMS = ("string", "integer", "float", "decimal", "boolean", "date", "datetime", "time", "uuid",
         "email", "url", "binary")  # fmt: skip
ENUMS = (["a"], ["x y", "x  y"], ["it's", '"', "\\", "{{ x }}", "%s"],
         ["\u00e9", "e\u0301", "\U0001f600"], [f"value {n}" for n in range(60)], ["A", "a"],
         ["1", "01", "1.0"], ["None", "null", "True"])  # fmt: skip
DEFAULTS: dict[str, tuple[Any, ...]] = {
    "integer": (0, -1, "7", 2**62), "float": (0, "0.1", -2.5e-3), "boolean": ("true", False),
    "string": ("'it''s'", "{{ x }}", '"', "\\n", "\u00e9\U0001f600", "%s :a", "''"),
    "text": ("\\", "a\nb", "#{x}"),
    "decimal": ("0", "1.5", 3), "date": ("2024-02-29",), "time": ("23:59:59",), "uuid": ("0" * 32,),
    "datetime": ("2024-01-01T00:00:00Z",), "json": ({}, [], {"a": "'\""}, [None], 0, False, "NULL"),
    "list": ([],), "binary": ("AA==",), "email": ("a@example.com",), "url": ("http://example.com/{x}",),
}  # fmt: skip


def random_system(seed: int) -> Document:
    """The same document for the same seed; its names may clash, and then it is refused."""
    random = Random(seed)  # noqa: S311 - nothing is secret here
    names = random.sample(ENTITIES, random.randint(3, 7))
    entities = [_entity(random, name) for name in names]
    for number, entity in enumerate(entities):
        _refer(random, entity, entities, number)
    return {"schema": f"random {seed}", "entities": entities}


def _entity(random: Random, name: str) -> Document:
    chosen = random.sample(ATTRIBUTES, random.randint(2, 12))
    attributes = [_attribute(random, one) for one in chosen]
    if random.random() < 0.6:
        attributes[0] = _key(random, chosen[0])
    if random.random() < 0.25 and len(attributes) > 3:
        for at in (0, 1):
            attributes[at] = _key(random, chosen[at]) | {"required": True}
    return {"entity": name, "attributes": attributes}


def _key(random: Random, name: str) -> Document:
    kind = random.choice(KEY_TYPES)
    key: Document = {"name": name, "type": kind, "primary_key": True, "required": True}
    if kind == "decimal":
        key |= {"precision": 9, "scale": random.choice((0, 2, 4))}
    if kind == "enum":
        key["values"] = [f"v {n}/{n}" for n in range(60)]
    return key


def _attribute(random: Random, name: str) -> Document:
    kind = random.choice(TYPES)
    found: Document = {"name": name, "type": kind, "required": random.random() < 0.4}
    found |= _constraints(random, kind)
    limited = found.keys() & {"minimum", "maximum", "pattern", "min_length", "max_length"}
    if kind in DEFAULTS and not limited and random.random() < 0.3:
        found["default"] = random.choice(DEFAULTS[kind])
    roomy = kind not in {"enum", "boolean", "json", "list", "binary"}
    if roomy and not limited and "default" not in found and random.random() < 0.25:
        found["unique"] = True
    return found


def _constraints(random: Random, kind: str) -> Document:  # noqa: PLR0911 - one case a type
    plain = random.random() < 0.4
    match kind:
        case "enum":
            return {"values": random.choice(ENUMS)}
        case "list":
            return {"item_type": random.choice(ITEMS)}
        case "decimal" if not plain:
            return _decimal(random)
        case "string" | "text" if not plain:
            if random.random() < 0.4:
                return {"pattern": random.choice(list(PATTERNS))}
            low = random.choice((0, 1, 5))
            return {"min_length": low, "max_length": low + random.choice((0, 1, 20, 300)) or 1}
        case "integer" | "float" if not plain:
            least: float = random.choice((-(2**40), -10, 0, 1, 2.5))
            bounds: Document = {
                "minimum": least,
                "maximum": least + random.choice((8, 1000, 2**41)),
            }
            return bounds | {f"exclusive_{end}": random.random() < 0.5 for end in bounds}
        case "date" if not plain:
            return {"minimum": "1970-01-01", "maximum": "2099-12-31", "exclusive_maximum": True}
        case "datetime" if not plain:
            return {"minimum": "1970-01-01T00:00:00+01:00", "exclusive_minimum": True}
        case _:
            return {}


def _decimal(random: Random) -> Document:
    scale = random.choice((0, 1, 2, 6, 12))
    facts: Document = {"precision": scale + random.choice((2, 5, 20)), "scale": scale}
    if random.random() < 0.5:
        facts |= {"minimum": "-1.5", "maximum": "20", "exclusive_minimum": random.random() < 0.5}
    return facts


def _refer(random: Random, entity: Document, entities: list[Document], number: int) -> None:
    """References to any entity that may be null, required ones to those before it or itself."""
    taken = {attribute["name"] for attribute in entity["attributes"]}
    for at in range(random.randint(0, 2)):
        required = random.random() < 0.5
        targets = entities[: number + 1] if required else entities
        target = random.choice(targets)["entity"]
        name = random.choice((f"ref{at}", f"{target[:40]} ref", "parent", "owner_id"))
        if name not in taken:
            taken.add(name)
            reference = {"name": name, "required": required, "references": {"entity": target}}
            unique = random.random() < 0.15 and target != entity["entity"]
            entity["attributes"].append(reference | {"unique": unique})
