"""The client's own reading of a specification and of the manifest that maps its names.

It shares no code with the generator: what the generator misreads must not be misread here as well.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

TEXTS = frozenset({"string", "text", "email", "url"})
NUMBERS = frozenset({"integer", "float", "decimal"})
SHAPELESS = frozenset({"json", "list", "binary"})  # no filter, no order
_ANY_TEXT = frozenset({"string", "text", "json"})
_LIMITS = frozenset({"max_length", "min_length", "pattern"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field of a body: `stated` is what the specification says about it."""

    name: str
    type: str
    stated: Mapping[str, Any]
    is_key: bool = False
    required: bool = False  # never null
    generated: bool = False  # the identifier is made up when a body leaves it out
    default: Any = None
    target: str | None = None

    @property
    def takes_any_text(self) -> bool:
        """Whether nothing but the type limits what it holds."""
        return self.type in _ANY_TEXT and not (self.stated.keys() & _LIMITS)

    @property
    def identifies(self) -> bool:
        """Whether equal numbers are one value, whatever the zeros at their ends."""
        return self.is_key or self.target is not None or bool(self.stated.get("unique"))

    @property
    def needed(self) -> bool:
        """Whether a body without it is refused."""
        return self.required and not self.generated and self.default is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """One entity as the API serves it."""

    name: str
    path: str  # with /api/
    fields: tuple[Field, ...]
    unique: tuple[tuple[str, ...], ...]  # sets of fields that no two rows share

    @property
    def key(self) -> Field:
        """The identifier."""
        return next(field for field in self.fields if field.is_key)

    @property
    def names_itself(self) -> bool:
        """Whether a row must refer to a row of the same table, such as itself."""
        return any(field.required and field.target == self.name for field in self.fields)

    @property
    def plain(self) -> tuple[Field, ...]:
        """The fields whose values a client may choose freely."""
        return tuple(field for field in self.fields if not field.is_key and not field.target)


def read_system(specification: Path, manifest: Path) -> tuple[Entity, ...]:
    """The entities of a specification under the names that the manifest gives them."""
    listed = json.loads(specification.read_text(encoding="utf-8"))["entities"]
    served = json.loads(manifest.read_text(encoding="utf-8"))["entities"]
    stated = {one["entity"]: _attributes(one) for one in listed}
    return tuple(_entity(name, stated, served) for name in stated)


def _attributes(entity: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    return {attribute["name"]: attribute for attribute in entity["attributes"]}


def _entity(name: str, stated: Mapping[str, Any], served: Mapping[str, Any]) -> Entity:
    names = served[name]["fields"]
    keys = [a["name"] for a in stated[name].values() if a.get("primary_key")]
    fields = [
        _field(attribute, names[attribute["name"]], stated, keys)
        for attribute in stated[name].values()
    ]
    unique = [(names[a["name"]],) for a in stated[name].values() if a.get("unique")]
    if len(keys) == 1:
        unique.append((names[keys[0]],))
    else:
        own = Field(
            name="id", type="integer", stated={}, is_key=True, required=True, generated=True
        )
        fields.insert(0, own)
        unique.append(("id",))
    if len(keys) > 1:
        unique.append(tuple(names[key] for key in keys))
    return Entity(
        name=name,
        path=served[name]["path"],
        fields=tuple(fields),
        unique=tuple(dict.fromkeys(unique)),
    )


def _field(
    attribute: Mapping[str, Any], name: str, stated: Mapping[str, Any], keys: list[str]
) -> Field:
    is_key = [attribute["name"]] == keys
    target = (attribute.get("references") or {}).get("entity")
    kind, facts = _typed(attribute, stated)
    return Field(
        name=name,
        type=kind,
        stated=facts,
        is_key=is_key,
        required=bool(attribute.get("required")) or attribute["name"] in keys,
        generated=is_key and not target and (kind == "uuid" or _counts_from_one(kind, facts)),
        default=_default(kind, attribute.get("default"), attribute.get("scale")),
        target=target,
    )


def _counts_from_one(kind: str, facts: Mapping[str, Any]) -> bool:
    return kind == "integer" and float(facts.get("minimum") or 0) <= 1


def _typed(
    attribute: Mapping[str, Any], stated: Mapping[str, Any]
) -> tuple[str, Mapping[str, Any]]:
    """A reference without a type has that of the identifier it points at."""
    kind = attribute.get("type", "string")
    target = (attribute.get("references") or {}).get("entity")
    if target is None or kind != "string":
        return kind, attribute
    keys = [other for other in stated[target].values() if other.get("primary_key")]
    if len(keys) != 1:
        return "integer", {}
    found, facts = _typed(keys[0], stated)
    return (kind, attribute) if found in TEXTS else (found, facts)


def _default(kind: str, given: Any, scale: int | None) -> Any:
    """The default as an answer writes it."""
    value = _from_sql(kind, given) if isinstance(given, str) else given
    if value is None or kind not in _WRITTEN:
        return value
    if kind == "decimal" and scale is not None:
        return f"{Decimal(str(value)):.{scale}f}"
    return _WRITTEN[kind](value)


def _from_sql(kind: str, text: str) -> Any:
    """Text is read as in SQL: 'it''s' is quoted, NULL is nothing, 4.99 a number."""
    inner = text.strip()
    if inner.upper() == "NULL":
        return None
    if len(inner) > 1 and inner[0] == inner[-1] == "'":
        return inner[1:-1].replace("''", "'")
    return json.loads(inner) if kind in _NOTED else text


def _moment(text: str) -> str:
    return f"{datetime.fromisoformat(text).astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


_NOTED = frozenset({"integer", "float", "boolean", "json", "list"})  # as JSON writes them
_WRITTEN: dict[str, Callable[[Any], Any]] = {
    "float": float,
    "decimal": str,
    "datetime": _moment,
    "uuid": lambda text: str(UUID(text)),
}
