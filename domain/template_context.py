"""What a template of a user is given: what ours get, and the seed's five names.

It is data. Of a pydantic model, which can read files, the sandbox shows nothing but the fields.
"""

from collections.abc import Mapping
from typing import Any

from domain.attributes import Attribute
from domain.entities import SystemSpec
from domain.generation.views import SystemViews
from domain.templates import TemplateInput


def entity_context(views: SystemViews, asked: TemplateInput) -> dict[str, Any]:
    """For a template that is rendered once for each entity."""
    entity = asked.entity
    return {
        **views.of_entity(entity),
        "entity_name": entity.name,
        "attributes": tuple(_plain(attribute) for attribute in entity.attributes),
        "business_rules": entity.business_rules,
        "relationships": tuple(one.model_dump(mode="json") for one in entity.relationships),
        "standards_context": asked.standards_context,
    }


def system_context(views: SystemViews, system: SystemSpec) -> dict[str, Any]:
    """For a template that is rendered once for the whole system."""
    return {**views.of_system(), "entity_names": tuple(one.name for one in system.entities)}


def _plain(attribute: Attribute) -> Mapping[str, Any]:
    """The seed's {name, type, required, default}, and what else is said of it."""
    return {
        "name": attribute.name,
        "type": attribute.type.value,
        "required": attribute.required,
        "default": attribute.default,
        **attribute.stated(),
    }
