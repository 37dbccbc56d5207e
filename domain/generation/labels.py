"""By which fields people know a record, so that a reference can be shown as more than a number."""

from domain.attributes import Attribute, AttributeType
from domain.entities import EntitySpec
from domain.naming import EntityNames

_TEXTS = frozenset({AttributeType.STRING, AttributeType.TEXT, AttributeType.EMAIL})
_NAMES = ("name", "full_name", "display_name")
_TITLES = ("title", "label", "subject", "code", "number")
_ENDINGS = ("_name", "_title", "_label", "_code", "_description")
_PERSON = ("first_name", "last_name")


def label_fields(entity: EntitySpec, names: EntityNames) -> tuple[str, ...]:
    """The fields that tell one record from another; empty when only its identifier does.

    In this order: a name, a person's two names, a field that is called like a title, the field that
    bears the entity's own name (`city.city`), a field that ends like a name (`company_name`), the
    first unique text, the first required text, the first text.
    """
    texts = {
        names.fields[attribute.name].name: attribute
        for attribute in entity.attributes
        if attribute.type in _TEXTS and not attribute.primary_key and attribute.references is None
    }
    if not any(name in texts for name in _NAMES) and all(name in texts for name in _PERSON):
        return _PERSON
    found = next((name for name in (*_NAMES, *_TITLES, names.module) if name in texts), None)
    found = found or _by_ending(texts)
    if found:
        return (found,)
    ranked = sorted(texts, key=lambda name: _rank(texts[name]))
    return tuple(ranked[:1])


def _by_ending(texts: dict[str, Attribute]) -> str | None:
    return next((n for ending in _ENDINGS for n in texts if n.endswith(ending)), None)


def _rank(attribute: Attribute) -> int:
    """Unique before required before any; `sorted` keeps the order of the specification."""
    return 0 if attribute.unique else 1 if attribute.required else 2
