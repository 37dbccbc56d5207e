"""From the seed's TemplateInput, five fields of plain values, to ours."""

import json
from collections.abc import Mapping
from typing import Any

from domain.attributes import Attribute
from domain.consistency import check_system
from domain.errors import InvalidSpecError
from domain.specification import parse_specification
from domain.templates import TemplateInput

FIELDS = ("entity_name", "attributes", "business_rules", "relationships", "standards_context")


def parse_input(fields: Mapping[str, Any], *, source: str) -> TemplateInput:
    """The entity alone in a system; one that it refers to is there with nothing but a name.

    >>> made = parse_input({"entity_name": "Course", "attributes": [{"name": "title"}]}, source="x")
    >>> made.entity.name, made.entity.attributes[0].type.value
    ('Course', 'string')
    """
    unknown = sorted(set(fields) - set(FIELDS))
    if unknown:
        hint = f"known: {', '.join(FIELDS)}"
        raise InvalidSpecError("is not known", where=f"{source}, {unknown[0]}", hint=hint)
    given = {name: value for name, value in fields.items() if name != "standards_context"}
    context = fields.get("standards_context") or ""
    if not isinstance(context, str):
        raise InvalidSpecError("must be text", where=f"{source}, standards_context")
    if not isinstance(given.get("relationships") or (), list | tuple):
        raise InvalidSpecError("must be a list", where=f"{source}, relationships")
    others = [{"entity": name, "attributes": [{"name": "name"}]} for name in sorted(_others(given))]
    text = _json({"entities": [_as_entity(given), *others]}, source)
    system = parse_specification(text, source=source)
    return TemplateInput(entity=system.entities[0], system=system, standards_context=context)


def checked_input(given: TemplateInput | Mapping[str, Any]) -> TemplateInput:
    """The input with its system ready to be generated. InvalidSpecError."""
    asked = given if isinstance(given, TemplateInput) else TemplateInput.of(given)
    system = check_system(asked.system)
    entity = system.entity(asked.entity.name)
    if entity is None:
        raise InvalidSpecError(f"the system has no entity {asked.entity.name!r}")
    return asked.model_copy(update={"entity": entity, "system": system})


def _as_entity(given: Mapping[str, Any]) -> dict[str, Any]:
    entity = dict(given)
    attributes = entity.get("attributes")
    if isinstance(attributes, list | tuple):
        entity["attributes"] = [_as_fields(one) for one in attributes]
    return entity


def _as_fields(attribute: Any) -> Any:
    """An attribute of ours is taken as well."""
    if isinstance(attribute, Attribute):
        return {"name": attribute.name, "type": attribute.type, **attribute.stated()}
    return attribute


def _others(given: Mapping[str, Any]) -> set[str]:
    """The entities that are referred to and not given."""
    named = {
        one["related_entity"]
        for one in given.get("relationships") or ()
        if isinstance(one, Mapping) and isinstance(one.get("related_entity"), str)
    }
    return named - {given.get("entity_name")}


def _json(document: Mapping[str, Any], source: str) -> str:
    try:
        return json.dumps(document, allow_nan=False)
    except (TypeError, ValueError, RecursionError) as error:
        raise InvalidSpecError(f"is no JSON: {error}", where=source) from error
