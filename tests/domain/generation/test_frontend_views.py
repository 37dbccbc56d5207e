"""What the user interface asks for and shows, computed from a specification."""

from typing import Any

import pytest

from domain.attributes import Attribute, AttributeType, Reference
from domain.entities import EntitySpec, SystemSpec
from domain.generation.frontend import EntityView, FieldView, entity_view
from domain.generation.inputs import Input, Option, Target, input_for
from domain.generation.labels import label_fields
from domain.naming import name_system

ARTIST = EntitySpec(
    name="Artist",
    attributes=(
        Attribute(name="ArtistId", type=AttributeType.INTEGER, primary_key=True, required=True),
        Attribute(name="Name", max_length=120, unique=True),
    ),
)
ALBUM = EntitySpec(
    name="Album",
    attributes=(
        Attribute(name="Title", required=True),
        Attribute(
            name="ArtistId",
            type=AttributeType.INTEGER,
            required=True,
            references=Reference(entity="Artist", field="ArtistId"),
        ),
        Attribute(name="Format", type=AttributeType.ENUM, values=("CD", "LP")),
        Attribute(name="Live", type=AttributeType.BOOLEAN),
        Attribute(name="Cover", type=AttributeType.BINARY),
        Attribute(name="Notes", type=AttributeType.JSON),
    ),
)
TO_ARTIST = Target(path="artists", id_field="artist_id", label_fields=("name",))


def view_of(*entities: EntitySpec, of: str) -> EntityView:
    system = SystemSpec(name="shop", entities=entities)
    return entity_view(next(e for e in entities if e.name == of), system, name_system(system))


def options_of(drawn: Input) -> dict[str, Any]:
    return {o.keyword: o.target or o.parser or o.value for o in drawn.options}


def options_for(kind: AttributeType, **constraints: Any) -> dict[str, Any]:
    attribute = Attribute(name="x", type=kind, **constraints)
    return options_of(input_for(attribute, required=False, target=None))


@pytest.mark.parametrize("kind", list(AttributeType))
def test_every_type_has_an_input(kind: AttributeType) -> None:
    drawn = input_for(Attribute(name="x", type=kind), required=True, target=None)

    assert (drawn.family, drawn.method) != ("", "")
    assert options_of(drawn)["required"] is True


def test_an_identifier_that_the_api_gives_is_not_asked_for() -> None:
    assert [field.name for field in view_of(ARTIST, of="Artist").fields] == ["name"]


def test_a_text_identifier_is_asked_for_once_when_the_record_is_made() -> None:
    code = Attribute(name="Code", primary_key=True)
    country = EntitySpec(name="Country", attributes=(code,))

    required = (Option("required", value=True),)
    assert view_of(country, of="Country").fields == (
        FieldView("code", "Code", "texts", "line", required, fixed=True),
    )


def test_parts_of_a_composite_key_are_required_fields_beside_a_surrogate_identifier() -> None:
    parts = tuple(
        Attribute(name=name, type=AttributeType.INTEGER, primary_key=True) for name in ("A", "B")
    )
    view = view_of(EntitySpec(name="Pair", attributes=parts), of="Pair")

    assert view.id == "id"
    assert [column.name for column in view.columns] == ["id", "a", "b"]
    assert [(f.name, f.fixed, f.options[0].keyword) for f in view.fields] == [
        ("a", False, "required"),
        ("b", False, "required"),
    ]


def test_a_reference_is_chosen_by_the_label_of_its_target() -> None:
    view = view_of(ARTIST, ALBUM, of="Album")

    field = next(field for field in view.fields if field.name == "artist_id")
    assert (field.label, field.family, field.method) == ("Artist", "choices", "reference")
    assert field.options[0].target == TO_ARTIST
    assert view.has_references


def test_the_table_filters_by_choices_and_sorts_by_what_has_an_order() -> None:
    view = view_of(ARTIST, ALBUM, of="Album")

    assert [item.name for item in view.filters] == ["artist_id", "format", "live"]
    assert view.filters[1].words == {"CD": "CD", "LP": "LP"}
    assert view.filters[2].words == {"true": "Yes", "false": "No"}
    assert [c.name for c in view.sortable] == ["id", "title", "artist_id", "format", "live"]
    assert view.searchable


def test_an_entity_without_text_has_no_search() -> None:
    pair = EntitySpec(name="Point", attributes=(Attribute(name="x", type=AttributeType.FLOAT),))

    assert not view_of(pair, of="Point").searchable


@pytest.mark.parametrize(
    ("constraints", "expected"),
    [
        ({"minimum": "1", "maximum": "9"}, {"minimum": 1, "maximum": 9}),
        ({"minimum": "1", "exclusive_minimum": True}, {"minimum": 2}),
        ({"maximum": "9", "exclusive_maximum": True}, {"maximum": 8}),
        ({"minimum": "1.5", "maximum": "8.5"}, {"minimum": 2, "maximum": 8}),
        (
            {"minimum": "1.5", "exclusive_minimum": True, "maximum": "8.5",
             "exclusive_maximum": True},
            {"minimum": 2, "maximum": 8},
        ),
        ({"minimum": "-9223372036854775808"}, {"minimum": -(2**63)}),
    ],
)  # fmt: skip
def test_bounds_of_whole_numbers_are_inclusive(
    constraints: dict[str, Any], expected: dict[str, int]
) -> None:
    assert options_for(AttributeType.INTEGER, **constraints) == expected


def test_bounds_of_decimals_stay_text_and_exclusive_ones_stay_exclusive() -> None:
    options = options_for(
        AttributeType.DECIMAL, minimum="0", exclusive_minimum=True, maximum="0.1",
        precision=12, scale=2,
    )  # fmt: skip

    assert options == {"above": "0", "maximum": "0.1", "precision": 12, "scale": 2}


def test_a_pattern_that_only_the_api_knows_is_left_to_it() -> None:
    assert options_for(AttributeType.STRING, pattern=r"\p{L}+") == {}
    assert options_for(AttributeType.STRING, pattern=r"^[A-Z]+$") == {"pattern": r"^[A-Z]+$"}


def test_items_of_a_list_are_read_by_their_type() -> None:
    assert options_for(AttributeType.LIST, item_type=AttributeType.DATE) == {"item": "day"}
    assert options_for(AttributeType.LIST) == {"item": "word"}


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (("notes", "name", "title"), ("name",)),
        (("last_name", "first_name", "company_name"), ("first_name", "last_name")),
        (("phone", "company_name"), ("company_name",)),
        (("phone", "city"), ("city",)),
        (("phone", "fax"), ("phone",)),
        ((), ()),
    ],
)
def test_a_record_is_known_by_the_most_telling_text(
    names: tuple[str, ...], expected: tuple[str, ...]
) -> None:
    city = EntitySpec(name="City", attributes=tuple(Attribute(name=name) for name in names))

    assert (
        label_fields(city, name_system(SystemSpec(name="x", entities=(city,)))["City"]) == expected
    )


def test_without_a_telling_name_a_unique_text_is_the_label() -> None:
    plain = (Attribute(name="a", required=True), Attribute(name="b", unique=True))
    thing = EntitySpec(name="Thing", attributes=plain)

    assert view_of(thing, of="Thing").label_fields == ("b",)


@pytest.mark.parametrize(
    ("entity", "noun"), [("Order Details", "order detail"), ("SMSMessage", "SMS message")]
)
def test_labels_begin_small_inside_a_sentence(entity: str, noun: str) -> None:
    assert view_of(EntitySpec(name=entity), of=entity).noun == noun
