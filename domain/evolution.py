"""What a recognised request does to a system: a pure decision from state to events.

Asking for what is there already changes nothing, so every request may be repeated.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from domain.attributes import Attribute, Reference
from domain.business_rules.reading import read_rules
from domain.entities import EntitySpec, SystemSpec
from domain.errors import InvalidSpecError
from domain.events import EntityDefined, EntityRemoved, EntitySchemaEvolved, Event
from domain.known_entities import comparable
from domain.naming import snake_case
from domain.recognition import Change, Intent, Recognition, Relationship, Scope


@dataclass(frozen=True, slots=True)
class Evolution:
    """The system afterwards, and the events that lead there; `entity` is the one asked about."""

    system: SystemSpec
    events: tuple[Event, ...]
    entity: str | None  # None: it is no longer there


def evolve(
    system: SystemSpec, recognition: Recognition, versions: Mapping[str, int] | None = None
) -> Evolution:
    """Apply one recognition; `versions` are the entity versions before (1 where not given).

    InvalidSpecError for an entity or an attribute that is not there, or is there otherwise.
    """
    if recognition.intent is Intent.CREATE:
        return _create(system, recognition, versions or {})
    entity = _known(system, recognition.entity)
    if recognition.intent is Intent.UPDATE:
        changed = _change(system, entity, recognition)
        return _replace(system, entity, changed, versions or {})
    if recognition.intent is Intent.DELETE and recognition.scope is Scope.ENTITY:
        return _remove(system, entity, versions or {})
    return Evolution(system, (), entity.name)  # reading and rows: the API does that


def redefine(
    before: SystemSpec, after: SystemSpec, versions: Mapping[str, int] | None = None
) -> dict[str | None, tuple[Event, ...]]:
    """The events from one whole system to another, by entity; None: what was removed."""
    events: dict[str | None, tuple[Event, ...]] = {
        None: tuple(
            EntityRemoved(system=after.name, entity=old.name)
            for old in before.entities
            if after.entity(old.name) is None
        )
    }
    for spec in after.entities:
        old = before.entity(spec.name)
        events[spec.name] = _events(after.name, old, spec, versions or {})
    return events


def _create(system: SystemSpec, recognition: Recognition, versions: Mapping[str, int]) -> Evolution:
    old = _find(system, recognition.entity)
    spec = EntitySpec(
        name=old.name if old else recognition.entity,
        attributes=recognition.attributes,
        relationships=old.relationships if old else (),  # no request can speak of them
        business_rules=recognition.business_rules,
    )
    if old is not None:
        return _replace(system, old, spec, versions)
    grown = system.model_copy(update={"entities": (*system.entities, spec)})
    return Evolution(grown, _events(system.name, None, spec, versions), spec.name)


def _replace(
    system: SystemSpec, old: EntitySpec, new: EntitySpec, versions: Mapping[str, int]
) -> Evolution:
    entities = tuple(new if one.name == old.name else one for one in system.entities)
    changed = system.model_copy(update={"entities": entities})
    return Evolution(changed, _events(system.name, old, new, versions), new.name)


def _remove(system: SystemSpec, gone: EntitySpec, versions: Mapping[str, int]) -> Evolution:
    """Without the entity, and without the attributes and relations of others that led to it."""
    events: list[Event] = []
    left = []
    for one in system.entities:
        if one.name == gone.name:
            continue
        kept = tuple(
            a for a in one.attributes if a.references is None or a.references.entity != gone.name
        )
        related = tuple(r for r in one.relationships if r.related_entity != gone.name)
        spec = _without(one.model_copy(update={"relationships": related}), kept)
        events += _events(system.name, one, spec, versions)
        left.append(spec)
    events.append(EntityRemoved(system=system.name, entity=gone.name))
    return Evolution(system.model_copy(update={"entities": tuple(left)}), tuple(events), None)


def _change(system: SystemSpec, entity: EntitySpec, recognition: Recognition) -> EntitySpec:
    attributes = list(recognition.attributes)
    if recognition.relationship is not None:
        attributes = [_relation(system, recognition.relationship)]
    have = {comparable(one.name): one for one in entity.attributes}
    for one in attributes:
        match recognition.change:
            case Change.ADD:
                _add(entity, have, one)
            case Change.REMOVE:
                del have[_present(entity, have, one.name)]
            case _:
                key = _present(entity, have, one.name)
                old = have[key]  # required stays, where the change does not say it
                have[key] = replace(one, name=old.name, required=old.required or one.required)
    return _without(entity, tuple(have.values()))


def _without(entity: EntitySpec, left: tuple[Attribute, ...]) -> EntitySpec:
    """The entity with these attributes, and the rules that do not need others.

    What a rule that ends had made of an attribute that stays is said by the attribute from now on.
    """
    spec = entity.model_copy(update={"attributes": left})
    if {one.name for one in left} >= {one.name for one in entity.attributes}:
        return spec
    before = read_rules(entity.name, entity.attributes, entity.business_rules)
    after = read_rules(entity.name, left, entity.business_rules)
    ended = {one.rule for one in before.read} & {one.rule for one in after.unread}
    if not ended:
        return spec
    narrowed = {one.name: one for one in before.attributes}
    return spec.model_copy(
        update={
            "attributes": tuple(narrowed.get(one.name, one) for one in left),
            "business_rules": tuple(one for one in entity.business_rules if one not in ended),
        }
    )


def _add(entity: EntitySpec, have: dict[str, Attribute], new: Attribute) -> None:
    old = have.setdefault(comparable(new.name), new)
    if old != new:
        raise InvalidSpecError(
            f"{entity.name} has the attribute {old.name!r} already, as another {old.type}",
            hint=f"remove it first: 'remove {old.name} from {entity.name}'",
        )


def _present(entity: EntitySpec, have: Mapping[str, Attribute], name: str) -> str:
    for candidate in (comparable(name), comparable(f"{name} id")):
        if candidate in have:
            return candidate
    raise InvalidSpecError(
        f"{entity.name} has no attribute {name!r}",
        hint=f"it has: {', '.join(one.name for one in entity.attributes) or 'none'}",
    )


def _relation(system: SystemSpec, relationship: Relationship) -> Attribute:
    target = _known(system, relationship.secondary)
    return Attribute(
        name=f"{snake_case(relationship.secondary)}_id", references=Reference(entity=target.name)
    )


def _find(system: SystemSpec, name: str) -> EntitySpec | None:
    return next((one for one in system.entities if comparable(one.name) == comparable(name)), None)


def _known(system: SystemSpec, name: str) -> EntitySpec:
    found = _find(system, name)
    if found is None:
        raise InvalidSpecError(
            f"there is no entity {name!r} in the system {system.name!r}",
            hint=f"known: {', '.join(one.name for one in system.entities) or 'none'}",
        )
    return found


def _events(
    system: str, old: EntitySpec | None, new: EntitySpec, versions: Mapping[str, int]
) -> tuple[Event, ...]:
    if old is None:
        return (EntityDefined(system=system, spec=new),)
    if old == new:
        return ()
    return (
        EntitySchemaEvolved(
            system=system,
            spec=new,
            entity_version=versions.get(old.name, 1) + 1,
            changes=_differences(old, new),
        ),
    )


def _differences(old: EntitySpec, new: EntitySpec) -> tuple[str, ...]:
    before = {one.name: one for one in old.attributes}
    after = {one.name: one for one in new.attributes}
    added = [f"added {name} ({one.type})" for name, one in after.items() if name not in before]
    removed = [f"removed {name} ({one.type})" for name, one in before.items() if name not in after]
    changed = [
        f"changed {name} ({one.type})"
        for name, one in after.items()
        if name in before and before[name] != one
    ]
    rules = [
        *(f"added the rule {one!r}" for one in new.business_rules if one not in old.business_rules),
        *(f"ended the rule {one!r}" for one in old.business_rules if one not in new.business_rules),
    ]
    links = _differences_of_relations(old, new)
    others = added or removed or changed or rules or links
    order = [] if others else ["changed the order of its attributes"]
    return (*added, *removed, *changed, *links, *rules, *order)


def _differences_of_relations(old: EntitySpec, new: EntitySpec) -> list[str]:
    before, after = set(old.relationships), set(new.relationships)
    return [
        *(f"added {r.field_name} ({r.type})" for r in new.relationships if r not in before),
        *(f"removed {r.field_name} ({r.type})" for r in old.relationships if r not in after),
    ]
