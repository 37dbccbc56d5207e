"""What everything in a generated system is called: one place, so that API, SQL, UI and tests agree.

Words are split and folded in `domain/names/words.py`, clashes with Python, SQLAlchemy, pydantic and
our own routes are escaped by the table in `domain/names/escapes.py`, names that cannot be one are
refused in `domain/names/checks.py`.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from domain.entities import EntitySpec, SystemSpec
from domain.errors import InvalidNameError, InvalidSpecError
from domain.names import words
from domain.names.checks import MAX_LENGTH, check_name
from domain.names.escapes import IDENTIFIER, escape_class, escape_field, escape_module
from domain.names.words import pascal_case, plural, snake_case

__all__ = ["EntityNames", "FieldNames", "name_system", "pascal_case", "plural", "snake_case"]


@dataclass(frozen=True, slots=True)
class FieldNames:
    """`name` is the Python attribute, the JSON field and the column; `label` is for people."""

    attribute: str
    name: str
    label: str


@dataclass(frozen=True, slots=True)
class EntityNames:
    """Every name of one entity; `fields` is keyed by the attribute names of the specification."""

    entity: str
    class_name: str  # "OrderDetail"
    module: str  # "order_detail"
    table: str  # "order_details"
    path: str  # "order_details", served as /api/order_details
    label: str  # "Order detail"
    label_plural: str  # "Order details"
    id: str  # the identifier field: "id", or the name of the single-column primary key
    fields: Mapping[str, FieldNames]


def name_system(system: SystemSpec) -> dict[str, EntityNames]:
    """The names of every entity, by entity name, in the order of the system.

    Raises InvalidNameError for a name that cannot be one, InvalidSpecError for two names that
    become the same identifier.
    """
    names = {entity.name: name_entity(entity) for entity in system.entities}
    if len(names) != len(system.entities):
        twice = _first_twice(entity.name for entity in system.entities)
        raise InvalidSpecError(f"two entities are named {twice!r}")
    _refuse_collision(names.values(), "class name", lambda n: n.class_name)
    _refuse_collision(names.values(), "module", lambda n: n.module)
    _refuse_collision(names.values(), "resource path", lambda n: n.path)
    return names


def name_entity(entity: EntitySpec) -> EntityNames:
    """The names of one entity; raises as `name_system` does."""
    check_name(entity.name)
    one = words.singular(" ".join(words.split_words(entity.name)))
    module = _short(snake_case(one))
    table = _short(snake_case(words.plural(one)), otherwise=module)
    if table.startswith("sqlite_"):
        raise InvalidNameError(entity.name, "SQLite keeps names that begin with sqlite_ to itself")
    key = entity.primary_key
    fields = _name_fields(entity, identifier=key[0].name if len(key) == 1 else None)
    return EntityNames(
        entity=entity.name,
        class_name=escape_class(_letter_first(pascal_case(one), "Entity")),
        module=escape_module(_letter_first(module, "entity_")),
        table=table,
        path=table,
        label=words.label(one),
        label_plural=words.label(words.plural(one)),
        id=fields[key[0].name].name if len(key) == 1 else IDENTIFIER,
        fields=MappingProxyType(fields),
    )


def _name_fields(entity: EntitySpec, identifier: str | None) -> dict[str, FieldNames]:
    fields: dict[str, FieldNames] = {}
    taken: dict[str, str] = {}
    for attribute in entity.attributes:
        check_name(attribute.name, where=f"entity {entity.name!r}")
        folded = _letter_first(_short(snake_case(attribute.name)), "field_")
        name = escape_field(folded, identifier=attribute.name == identifier)
        if name in taken:
            other = taken[name]
            problem = (
                f"attribute {name!r} is there twice"
                if other == attribute.name
                else f"attributes {other!r} and {attribute.name!r} both become {name!r}"
            )
            raise InvalidSpecError(problem, where=f"entity {entity.name!r}")
        taken[name] = attribute.name
        fields[attribute.name] = FieldNames(attribute.name, name, words.label(attribute.name))
    return fields


def _short(name: str, *, otherwise: str = "") -> str:
    """The name, without its underscores (or `otherwise`) where they would make it too long."""
    if len(name) <= MAX_LENGTH:
        return name
    return otherwise or name.replace("_", "")


def _letter_first(name: str, prefix: str) -> str:
    return prefix + name if name[0].isdigit() else name


def _first_twice(names: Iterable[str]) -> str:
    seen: set[str] = set()
    return next(name for name in names if name in seen or seen.add(name))  # type: ignore[func-returns-value]


def _refuse_collision(
    names: Iterable[EntityNames], what: str, read: Callable[[EntityNames], str]
) -> None:
    taken: dict[str, str] = {}
    for name in names:
        other = taken.setdefault(read(name), name.entity)
        if other != name.entity:
            raise InvalidSpecError(
                f"entities {other!r} and {name.entity!r} both get the {what} {read(name)!r}",
                hint="rename one of them",
            )
