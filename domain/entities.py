"""What is to be generated: one entity, and the system that its entities make together.

`EntitySpec` is the seed's TemplateInput made strict. Parsing of files and checks across entities
are in `domain/specification.py`; how names become identifiers is in `domain/naming.py`.
"""

from domain.attributes import Attribute
from domain.model import Model


class EntityRelationship(Model):
    """The seed's {related_entity, type, field_name}; the types are in `domain/relations.py`."""

    related_entity: str
    type: str = "many_to_one"
    field_name: str


class EntitySpec(Model):
    """One entity: name as given, attributes in the order given."""

    name: str
    attributes: tuple[Attribute, ...] = ()
    relationships: tuple[EntityRelationship, ...] = ()
    business_rules: tuple[str, ...] = ()

    @property
    def primary_key(self) -> tuple[Attribute, ...]:
        """The attributes that were named as (parts of) the primary key; may be empty."""
        return tuple(a for a in self.attributes if a.primary_key)


class Asked(Model):
    """One request that a system was built from; `text` is data."""

    text: str
    entity: str


class SystemSpec(Model):
    """All entities that one application serves; `name` is data (a title), never a path."""

    name: str
    entities: tuple[EntitySpec, ...] = ()
    requests: tuple[Asked, ...] = ()  # what it was asked for, where that is known

    def entity(self, name: str) -> EntitySpec | None:
        """The entity of exactly that name, if there is one."""
        return next((e for e in self.entities if e.name == name), None)
