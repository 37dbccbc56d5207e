"""Five small systems that a template has to prove itself on; their values try to break out."""

from domain.attributes import Attribute, AttributeType, Reference
from domain.consistency import check_system
from domain.entities import EntityRelationship, EntitySpec, SystemSpec
from domain.templates import ANY_ENTITY, TemplateMetadata

T = AttributeType
_HOSTILE = """it's "quoted" {{ 7 * 7 }} {% raw %} \\ -- ; é"""
_MINIMAL = (Attribute(name="name"),)
_STANDARD = (
    Attribute(name="name", required=True, max_length=100),
    Attribute(name="notes", type=T.TEXT),
    Attribute(name="age", type=T.INTEGER),
    Attribute(name="price", type=T.DECIMAL, precision=10, scale=2),
    Attribute(name="born", type=T.DATE),
    Attribute(name="active", type=T.BOOLEAN, required=True, default=True),
)
_RULES = (
    Attribute(name="code", required=True, unique=True, min_length=2, max_length=8,
              pattern="^[A-Z0-9]+$"),
    Attribute(name="amount", type=T.INTEGER, required=True, minimum="1", maximum="1000"),
    Attribute(name="weight", type=T.FLOAT, minimum="0", exclusive_minimum=True, maximum="9.5"),
    Attribute(name="price", type=T.DECIMAL, precision=12, scale=2, minimum="0",
              maximum="99999.99", exclusive_maximum=True),
    Attribute(name="state", type=T.ENUM, required=True, values=("new", _HOSTILE)),
    Attribute(name="made", type=T.DATE, minimum="2000-01-01", maximum="2099-12-31"),
    Attribute(name="ended", type=T.DATE),
    Attribute(name="sold", type=T.DATETIME, minimum="2000-01-01T00:00:00Z"),
    Attribute(name="mail", type=T.EMAIL, unique=True, max_length=80),
    Attribute(name="home", type=T.URL),
    Attribute(name="serial", type=T.UUID, required=True),
    Attribute(name="sizes", type=T.LIST, item_type=T.INTEGER, required=True),
)  # fmt: skip
_DEFAULTS = (
    Attribute(name="line", required=True, default=_HOSTILE),
    Attribute(name="notes", type=T.TEXT, default=f"{_HOSTILE}\n\"\"\"\n'''"),
    Attribute(name="amount", type=T.INTEGER, default=-5),
    Attribute(name="weight", type=T.FLOAT, default=0.5),
    Attribute(name="price", type=T.DECIMAL, precision=12, scale=2, default="0.10"),
    Attribute(name="active", type=T.BOOLEAN, default=False),
    Attribute(name="made", type=T.DATE, default="2024-02-29"),
    Attribute(name="sold", type=T.DATETIME, default="2024-02-29T12:30:00Z"),
    Attribute(name="opens", type=T.TIME, default="08:30:00"),
    Attribute(name="serial", type=T.UUID, default="6ba7b810-9dad-11d1-80b4-00c04fd430c8"),
    Attribute(name="state", type=T.ENUM, values=("new", _HOSTILE), default=_HOSTILE),
    Attribute(name="mail", type=T.EMAIL, default="a.b@example.org"),
    Attribute(name="home", type=T.URL, default="https://example.org/?a=%7B&b='c'"),
    Attribute(name="details", type=T.JSON, default={"a": [_HOSTILE, {"b": None}]}),
    Attribute(name="picture", type=T.BINARY, default="AAEC"),
    Attribute(name="tags", type=T.LIST, item_type=T.STRING, default=[_HOSTILE, "b"]),
)


def cases(metadata: TemplateMetadata) -> dict[str, SystemSpec]:
    """By name; the main entity is the first one that the template names.

    >>> from domain.generation.catalogue import CATALOGUE
    >>> list(cases(CATALOGUE[0]))
    ['minimal', 'standard', 'relationships', 'validation rules', 'defaults']
    """
    named = (one for one in metadata.entity_types if one != ANY_ENTITY)
    entity = next(named, "Student")
    main = {
        "minimal": _MINIMAL,
        "standard": _STANDARD,
        "relationships": (
            Attribute(name="name", required=True),
            Attribute(name="team", type=T.INTEGER, required=True, references=_to("Base team")),
            Attribute(name="mentor", type=T.INTEGER, references=_to(entity)),
        ),
        "validation rules": _RULES,
        "defaults": _DEFAULTS,
    }
    found = {name: [EntitySpec(name=entity, attributes=given)] for name, given in main.items()}
    found["relationships"][0] = found["relationships"][0].model_copy(
        update={"relationships": (_many("Base tag"),)}
    )
    found["validation rules"][0] = found["validation rules"][0].model_copy(
        update={"business_rules": ("ended cannot be before made",)}
    )
    found["relationships"] += [
        EntitySpec(name="Base tag", attributes=(Attribute(name="name", unique=True),)),
        EntitySpec(name="Base team", attributes=(Attribute(name="name", required=True),)),
        EntitySpec(
            name="Base note",
            attributes=(
                Attribute(name="text", type=T.TEXT),
                Attribute(name="about", type=T.INTEGER, references=_to(entity)),
            ),
        ),
    ]
    return {
        name: check_system(SystemSpec(name=f"Case {name} {{{{ 7 * 7 }}}}", entities=tuple(specs)))
        for name, specs in found.items()
    }


def _many(entity: str) -> EntityRelationship:
    return EntityRelationship(related_entity=entity, type="many_to_many", field_name="tags")


def _to(entity: str) -> Reference:
    return Reference(entity=entity)
