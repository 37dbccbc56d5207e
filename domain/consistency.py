"""What must hold in a system before anything is generated from it.

Specifications from files and from requests come through here alike. Attributes are made canonical
on the way: a default becomes a value of the attribute's type, a relation becomes a field.
"""

import re
import warnings
from collections.abc import Iterable
from dataclasses import replace
from typing import Annotated

from pydantic import Field, TypeAdapter
from pydantic_core import SchemaError

from domain import values
from domain.attributes import Attribute, AttributeType, Reference
from domain.business_rules.comparisons import contradiction
from domain.business_rules.reading import read_rules
from domain.entities import EntitySpec, SystemSpec
from domain.errors import InvalidSpecError
from domain.generation.samples import samples
from domain.links import name_links
from domain.naming import name_system
from domain.relations import with_fields

KEY_TYPES = frozenset(
    {
        AttributeType.STRING,
        AttributeType.TEXT,
        AttributeType.INTEGER,
        AttributeType.UUID,
        AttributeType.DATE,
        AttributeType.EMAIL,
        AttributeType.ENUM,
        AttributeType.DECIMAL,
    }
)
TEXT_KEYS = frozenset({AttributeType.STRING, AttributeType.TEXT, AttributeType.EMAIL})
NEVER_UNIQUE = frozenset({AttributeType.JSON, AttributeType.LIST, AttributeType.BINARY})


def check_system(system: SystemSpec) -> SystemSpec:
    """The system, ready to be generated; raises InvalidSpecError or InvalidNameError."""
    name_system(system)
    if not system.entities:
        raise InvalidSpecError("the system has no entity", hint="define at least one")
    fields = with_fields(system)
    entities = tuple(check_entity(entity) for entity in fields.entities)
    related = system.model_copy(update={"entities": entities})
    resolved = tuple(_resolve(related, entity) for entity in entities)
    checked = system.model_copy(update={"entities": resolved})
    name_links(checked, name_system(checked))  # relations may have added fields
    return checked


def check_entity(entity: EntitySpec) -> EntitySpec:
    """The entity with canonical attributes, of which its standard rules are constraints."""
    where = f"entity {entity.name!r}"
    attributes = [check_attribute(a, where=where) for a in entity.attributes]
    found = read_rules(entity.name, attributes, entity.business_rules)
    if again := contradiction(found.comparisons):
        raise InvalidSpecError(f"the rules about {' and '.join(again)} contradict", where=where)
    narrowed = tuple(check_attribute(a, where=where) for a in found.attributes)
    return entity.model_copy(update={"attributes": narrowed})


def check_attribute(attribute: Attribute, *, where: str = "") -> Attribute:
    """The attribute with a canonical default; InvalidSpecError names the field that is wrong."""
    place = f"{where}, attribute {attribute.name!r}" if where else f"attribute {attribute.name!r}"
    for field, problem in _problems(attribute):
        raise InvalidSpecError(problem, where=f"{place}, {field}")
    try:
        samples(attribute)
    except ValueError as error:
        problem = "no value was found that satisfies all its constraints"
        raise InvalidSpecError(problem, where=place) from error
    if attribute.default is None:
        return attribute
    try:
        default = values.canonical(attribute, attribute.default)
    except (ValueError, RecursionError) as error:
        problem = f"the default {_shown(attribute.default)} cannot be used: {error}"
        raise InvalidSpecError(problem, where=f"{place}, default") from error
    return replace(attribute, default=default)


def _shown(value: object) -> str:
    text = ascii(value)
    return text if len(text) <= 60 else text[:57] + "..."  # noqa: PLR2004 - one screen line


def _problems(attribute: Attribute) -> Iterable[tuple[str, str]]:
    yield from _problems_of_type(attribute)
    yield from _problems_of_bounds(attribute)
    if attribute.pattern is not None:
        yield from _problems_of_pattern(attribute)
    if attribute.primary_key and attribute.type not in KEY_TYPES:
        yield "primary_key", f"a {attribute.type} cannot identify a row"
    if attribute.unique and attribute.type in NEVER_UNIQUE:
        yield "unique", f"a {attribute.type} cannot be unique"


def _problems_of_type(attribute: Attribute) -> Iterable[tuple[str, str]]:
    if attribute.type is AttributeType.ENUM:
        if not attribute.values:
            yield "values", "an enum needs its values"
        if len(set(attribute.values)) != len(attribute.values):
            yield "values", "a value is there twice"
        if any(not _encodable(value) for value in attribute.values):
            yield "values", "a value holds a NUL character or half of a surrogate pair"
        if attribute.primary_key and any(not _addressable(value) for value in attribute.values):
            yield "values", "an identifier is not empty, . or .. and holds no line break"
    elif attribute.values:
        yield "values", f"a {attribute.type} has no values; use the type enum"
    if attribute.item_type in {AttributeType.LIST, AttributeType.JSON, AttributeType.ENUM}:
        yield "item_type", f"a list of {attribute.item_type} cannot be generated"
    if attribute.item_type is not None and attribute.type is not AttributeType.LIST:
        yield "item_type", f"a {attribute.type} has no items; use the type list"


def _encodable(text: str) -> bool:
    return not any(char == "\x00" or "\ud800" <= char <= "\udfff" for char in text)


def _addressable(text: str) -> bool:
    return text not in {"", ".", ".."} and "\n" not in text


def _problems_of_bounds(attribute: Attribute) -> Iterable[tuple[str, str]]:
    low, high = attribute.min_length, attribute.max_length
    if low is not None and high is not None and low > high:
        yield "min_length", f"the minimum length {low} is more than the maximum length {high}"
    if attribute.scale is not None and attribute.scale > (attribute.precision or values.MAX_DIGITS):
        yield "scale", f"the scale {attribute.scale} is more than the precision"
    if (attribute.precision or 0) > values.MAX_DIGITS:
        yield "precision", f"at most {values.MAX_DIGITS} digits can be kept"
    limits = []
    for field, text in (("minimum", attribute.minimum), ("maximum", attribute.maximum)):
        if text is None:
            continue
        try:
            limits.append(values.bound(attribute, text))
        except ValueError as error:
            yield field, f"{_shown(text)} cannot be used: {error}"
    if len(limits) == 2:  # noqa: PLR2004 - both ends are given
        least, most = limits
        if least > most:  # type: ignore[operator]  # both have the attribute's type
            yield "minimum", f"the minimum {attribute.minimum} is more than {attribute.maximum}"
        elif least == most and (attribute.exclusive_minimum or attribute.exclusive_maximum):
            yield "minimum", "no value lies between minimum and maximum"


def _problems_of_pattern(attribute: Attribute) -> Iterable[tuple[str, str]]:
    if attribute.type not in values.TEXTS:
        yield "pattern", f"a {attribute.type} has no pattern"
    try:  # pydantic's engine: linear time, so no request can hang on it
        TypeAdapter(Annotated[str, Field(pattern=attribute.pattern)])
    except SchemaError as error:
        reason = str(error).strip().splitlines()[-1]
        yield "pattern", f"{_shown(attribute.pattern)} cannot be used: {reason}"
    if not _encodable(attribute.pattern or ""):
        yield "pattern", f"{_shown(attribute.pattern)} holds a character that no text can have"
    if reason := _foreign_to_python(attribute.pattern or ""):
        yield "pattern", f"{_shown(attribute.pattern)} cannot be used in Python: {reason}"


def _foreign_to_python(pattern: str) -> str:
    """Why Python's `re`, which forms and tests use, would not read a pattern as pydantic does."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # it warns where sets of sets are read as plain characters
        try:
            re.compile(pattern)
        except (re.error, FutureWarning, DeprecationWarning, OverflowError) as error:
            return str(error)
    return ""


def _resolve(system: SystemSpec, entity: EntitySpec) -> EntitySpec:
    attributes = tuple(
        a if a.references is None else _resolve_reference(system, entity, a, a.references)
        for a in entity.attributes
    )
    return entity.model_copy(update={"attributes": attributes})


def _resolve_reference(
    system: SystemSpec, entity: EntitySpec, attribute: Attribute, reference: Reference
) -> Attribute:
    where = f"entity {entity.name!r}, attribute {attribute.name!r}, references"
    target = system.entity(reference.entity)
    if target is None:
        known = ", ".join(sorted(e.name for e in system.entities))
        raise InvalidSpecError(
            f"there is no entity {reference.entity!r}", where=where, hint=f"known: {known}"
        )
    key = identifier_of(target)
    if reference.field not in {None, key.name}:
        there = reference.field in {a.name for a in target.attributes}
        problem = "is not the identifier of it" if there else "is no attribute of it"
        raise InvalidSpecError(
            f"{reference.field!r} of {target.name!r} {problem}", where=where, hint=f"use {key.name}"
        )
    attribute = replace(attribute, references=Reference(entity=target.name))
    if attribute.type in TEXT_KEYS and key.type in TEXT_KEYS:
        return attribute
    if attribute.type is AttributeType.STRING:  # not typed: a reference has its target's type
        typed = {name: getattr(key, name) for name in ("type", "values", "precision", "scale")}
        return replace(attribute, **typed)
    if attribute.type is not key.type:
        raise InvalidSpecError(
            f"a {attribute.type} cannot refer to {target.name}.{key.name}, a {key.type}",
            where=where,
        )
    return attribute


def identifier_of(entity: EntitySpec) -> Attribute:
    """The single-column primary key, else the surrogate integer `id`."""
    key = entity.primary_key
    if len(key) == 1:
        return key[0]
    return Attribute(name="id", type=AttributeType.INTEGER, required=True, primary_key=True)
