"""From the text of a specification file to a system, or an error with file, line and field.

The format is that of `tests/data/*.json`: {"schema": …, "entities": [{"entity": …, "attributes":
[{"name", "type", …}]}]}. A document with one entity at its top (the seed's TemplateInput, with
`entity_name`) is read as well. Unknown keys are refused, so that a misspelt one is seen.
"""

import dataclasses
from collections.abc import Mapping
from json import JSONDecodeError
from typing import Any

from pydantic import ValidationError

from domain import values
from domain.attributes import Attribute, AttributeType
from domain.consistency import check_attribute, check_system
from domain.entities import EntityRelationship, EntitySpec, SystemSpec
from domain.errors import InvalidNameError, InvalidSpecError
from domain.located_json import DuplicateKeyError, LocatedObject, parse
from domain.names.checks import check_name
from domain.relations import relation_type

DEFAULT_SYSTEM = "default"
TYPE_ALIASES = {
    "str": AttributeType.STRING,
    "varchar": AttributeType.STRING,
    "int": AttributeType.INTEGER,
    "bool": AttributeType.BOOLEAN,
    "number": AttributeType.FLOAT,
    "timestamp": AttributeType.DATETIME,
    "bytes": AttributeType.BINARY,
    "blob": AttributeType.BINARY,
}
_ENTITY_NAMES = ("entity", "entity_name", "name")
_SYSTEM_KEYS = frozenset({"schema", "system", "entities", "description", "licence", "source"})
_ENTITY_KEYS = frozenset(
    {*_ENTITY_NAMES, "attributes", "composite_key", "relationships", "business_rules"}
    | {"standards_context", "description"}
)
_ATTRIBUTE_KEYS = frozenset(field.name for field in dataclasses.fields(Attribute)) | {"description"}
_BOUNDS = ("minimum", "maximum")


def parse_specification(text: str, *, source: str, system: str | None = None) -> SystemSpec:
    """The checked system of a document; `source` is what errors call the file.

    Raises InvalidSpecError (InvalidNameError among them), with `where` as "source:line".
    """
    document = _read(text, source)
    if "entities" not in document and not document.keys().isdisjoint(_ENTITY_NAMES):
        entities: Any = [document]
        name = system or DEFAULT_SYSTEM
    else:
        _refuse_unknown(document, _SYSTEM_KEYS, source)
        entities = document.get("entities")
        name = system or document.get("system") or document.get("schema") or DEFAULT_SYSTEM
        if not isinstance(name, str):
            raise _error("must be text", source, document, "schema")
    if not isinstance(entities, list) or not entities:
        raise _error("must be a list with at least one entity", source, document, "entities")
    specs, lines = [], {}
    for item in entities:
        spec = _entity(item, source, document)
        if spec.name in lines:
            raise _error(f"the entity {spec.name!r} is there twice", source, item)
        lines[spec.name] = item
        specs.append(spec)
    return _checked(SystemSpec(name=name, entities=tuple(specs)), source, lines)


def _read(text: str, source: str) -> LocatedObject:
    try:
        document = parse(text)
    except JSONDecodeError as error:
        problem = f"this is not valid JSON: {error.msg} (column {error.colno})"
        raise InvalidSpecError(problem, where=f"{source}:{error.lineno}") from error
    except DuplicateKeyError as error:
        raise InvalidSpecError(str(error), where=f"{source}:{error.line}") from error
    except RecursionError as error:
        raise InvalidSpecError("this is nested too deeply", where=source) from error
    if not isinstance(document, LocatedObject):
        raise InvalidSpecError("this is no object with a list of entities", where=f"{source}:1")
    return document


def _checked(system: SystemSpec, source: str, lines: Mapping[str, LocatedObject]) -> SystemSpec:
    """What only the whole shows: names that clash, references that lead nowhere."""
    try:
        return check_system(system)
    except InvalidSpecError as error:
        located = _locate(error, lines)
        where = f"{source}:{located}" if located else source
        if error.where:
            where = f"{where}, {error.where}"
        if isinstance(error, InvalidNameError):
            raise InvalidNameError(error.name, error.reason, where=where) from error
        raise InvalidSpecError(error.problem, where=where, hint=error.hint) from error


def _locate(error: InvalidSpecError, lines: Mapping[str, LocatedObject]) -> int | None:
    for name, item in lines.items():
        if f"entity {name!r}" not in error.where:
            continue
        for kind, key in (("attribute", "name"), ("relationship", "field_name")):
            for part in item.get(f"{kind}s") or ():
                if f"{kind} {part[key]!r}" in error.where:
                    line: int = part.line
                    return line
        return item.line
    said = f"{error.problem} {getattr(error, 'name', '')!r}"
    return next((i.line for n, i in reversed(list(lines.items())) if repr(n) in said), None)


def _entity(item: Any, source: str, document: LocatedObject) -> EntitySpec:
    if not isinstance(item, LocatedObject):
        raise _error("an entity must be an object", source, document, "entities")
    _refuse_unknown(item, _ENTITY_KEYS, source)
    key = next((k for k in _ENTITY_NAMES if k in item), "entity")
    name = _named(item, key, source)
    listed = item.get("attributes")
    if not isinstance(listed, list) or not listed:
        raise _error("must be a list with at least one attribute", source, item, "attributes")
    attributes: list[Attribute] = []
    for entry in listed:
        if not isinstance(entry, LocatedObject):
            raise _error("an attribute must be an object", source, item, "attributes")
        attribute = _attribute(entry, source)
        if any(attribute.name == other.name for other in attributes):
            problem = f"the attribute {attribute.name!r} is there twice"
            raise _error(problem, source, entry, "name")
        attributes.append(attribute)
    related = item.get("relationships") or []
    if not isinstance(related, list):
        raise _error("must be a list of relations", source, item, "relationships")
    relationships = [_relationship(entry, source, item) for entry in related]
    rules = item.get("business_rules") or []
    if not isinstance(rules, list) or not all(isinstance(rule, str) for rule in rules):
        raise _error("must be a list of sentences", source, item, "business_rules")
    return EntitySpec(
        name=name,
        attributes=tuple(attributes),
        relationships=tuple(relationships),
        business_rules=tuple(rules),
    )


def _relationship(entry: Any, source: str, item: LocatedObject) -> EntityRelationship:
    try:
        found = EntityRelationship.model_validate(entry)
    except ValidationError as error:
        field = str(next(iter(error.errors()[0]["loc"]), ""))
        at = entry if isinstance(entry, LocatedObject) else item
        raise _error(error.errors()[0]["msg"], source, at, field or "relationships") from error
    check_name(found.field_name, where=f"{source}:{entry.line_of('field_name')}, field_name")
    try:
        return found.model_copy(update={"type": relation_type(found.type)})
    except InvalidSpecError as error:
        raise _error(error.problem, source, entry, "type", hint=error.hint) from error


def _attribute(entry: LocatedObject, source: str) -> Attribute:
    _refuse_unknown(entry, _ATTRIBUTE_KEYS, source)
    name = _named(entry, "name", source)
    fields = {key: value for key, value in entry.items() if key != "description"}
    fields["type"] = _type(entry, "type", source)
    if "item_type" in entry:
        fields["item_type"] = _type(entry, "item_type", source)
    _read_bounds(fields, entry, source)
    default = fields.pop("default", None)
    try:
        attribute = Attribute(**fields)
    except ValidationError as error:
        field = str(error.errors()[0]["loc"][0])
        raise _error(_first(error), source, entry, field) from error
    try:
        if isinstance(default, str):
            default = values.from_sql_literal(attribute, default)
        return check_attribute(dataclasses.replace(attribute, default=default))
    except InvalidSpecError as error:
        field = error.where.rpartition(", ")[2]
        raise _error(f"attribute {name!r}: {error.problem}", source, entry, field) from error
    except ValueError as error:
        problem = f"attribute {name!r}: {default!a} is no {attribute.type}"
        raise _error(problem, source, entry, "default") from error


def _type(entry: LocatedObject, key: str, source: str) -> AttributeType:
    given = entry.get(key, "string")
    if isinstance(given, str) and given.lower() in set(AttributeType):
        return AttributeType(given.lower())
    if isinstance(given, str) and given.lower() in TYPE_ALIASES:
        return TYPE_ALIASES[given.lower()]
    known = ", ".join(AttributeType)
    raise _error(f"unknown type {ascii(given)[:60]}", source, entry, key, hint=f"known: {known}")


def _read_bounds(fields: dict[str, Any], entry: LocatedObject, source: str) -> None:
    """Numbers become text; an exclusive bound may be given as JSON Schema does, as the number."""
    for key in _BOUNDS:
        exclusive = f"exclusive_{key}"
        given = fields.get(exclusive)
        if given is not None and not isinstance(given, bool):
            if fields.get(key) is not None:
                raise _error(f"give {key} or {exclusive}, not both", source, entry, exclusive)
            fields[key], fields[exclusive] = given, True
        if isinstance(fields.get(key), int | float) and not isinstance(fields[key], bool):
            fields[key] = str(fields[key])


def _named(item: LocatedObject, key: str, source: str) -> str:
    name = item.get(key)
    if not isinstance(name, str):
        raise _error("must be text" if key in item else "is missing", source, item, key)
    check_name(name, where=f"{source}:{item.line_of(key)}, {key}")
    return name


def _refuse_unknown(item: LocatedObject, known: frozenset[str], source: str) -> None:
    for key in item:
        if key not in known:
            hint = f"known: {', '.join(sorted(known))}"
            raise _error("is not known", source, item, key, hint=hint)


def _first(error: ValidationError) -> str:
    found = error.errors()[0]
    inner = ".".join(str(part) for part in found["loc"][1:])
    return f"{inner}: {found['msg']}" if inner else found["msg"]


def _error(
    problem: str, source: str, item: LocatedObject, field: str = "", *, hint: str = ""
) -> InvalidSpecError:
    line = item.line_of(field) if field else item.line
    where = f"{source}:{line}, {ascii(field)[1:-1][:60]}" if field else f"{source}:{line}"
    return InvalidSpecError(problem, where=where, hint=hint)
