"""Names: what they become, what they clash with, and what cannot be one."""

import keyword
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel
from sqlalchemy.orm import DeclarativeBase

from domain.attributes import Attribute
from domain.entities import EntitySpec, SystemSpec
from domain.errors import InvalidNameError, InvalidSpecError
from domain.names import escapes, inflection
from domain.naming import EntityNames, name_system, pascal_case, plural, snake_case

WORDS = st.text(string.ascii_letters + string.digits + "_- éüßñÅ", min_size=1, max_size=40)


def entity(name: str, *attributes: str, key: str | None = None) -> EntitySpec:
    return EntitySpec(
        name=name,
        attributes=tuple(Attribute(name=a, primary_key=a == key) for a in attributes),
    )


def names_of(spec: EntitySpec) -> EntityNames:
    return name_system(SystemSpec(name="s", entities=(spec,)))[spec.name]


@pytest.mark.parametrize(
    ("given", "class_name", "path"),
    [
        ("Student", "Student", "students"),
        ("Categories", "Category", "categories"),
        ("Order Details", "OrderDetail", "order_details"),
        ("OrderDetail", "OrderDetail", "order_details"),
        ("staff", "Staff", "staff"),
        ("address", "Address", "addresses"),
        ("film_text", "FilmText", "film_texts"),
        ("CustomerDemographics", "CustomerDemographic", "customer_demographics"),
        ("HTTPResponse", "HttpResponse", "http_responses"),
        ("Matrícula", "Matricula", "matriculas"),
        ("Straße", "Strasse", "strasses"),
        ("Status", "Status", "statuses"),
        ("People", "Person", "people"),
        ("Series", "Series", "series"),
        ("Boxes", "Box", "boxes"),
        ("Movies", "Movie", "movies"),
        ("Houses", "House", "houses"),
        ("Day", "Day", "days"),
        ("Session", "SessionEntity", "sessions"),
        ("List", "ListEntity", "lists"),
        ("3d model", "Entity3dModel", "3d_models"),
    ],
)
def test_an_entity_is_named_in_the_singular_and_served_in_the_plural(
    given: str, class_name: str, path: str
) -> None:
    names = names_of(entity(given))

    assert (names.class_name, names.path) == (class_name, path)
    assert names.module.isidentifier()


@pytest.mark.parametrize(
    ("given", "name", "label"),
    [
        ("StudentName", "student_name", "Student name"),
        ("OrderID", "order_id", "Order ID"),
        ("unit price", "unit_price", "Unit price"),
        ("address2", "address2", "Address2"),
        ("matrícula", "matricula", "Matrícula"),
        ("class", "class_", "Class"),
        ("metadata", "metadata_", "Metadata"),
        ("json", "json_", "Json"),
        ("limit", "limit_", "Limit"),
        ("self", "self_", "Self"),
        ("2nd phone", "field_2nd_phone", "2nd phone"),
        ("type", "type", "Type"),
        ("date", "date", "Date"),
        ("order", "order", "Order"),
    ],
)
def test_a_field_is_folded_and_escaped_where_it_would_clash(
    given: str, name: str, label: str
) -> None:
    field = names_of(entity("Thing", given)).fields[given]

    assert (field.name, field.label) == (name, label)


def test_the_identifier_is_the_single_primary_key_or_id() -> None:
    assert names_of(entity("Album", "AlbumId", key="AlbumId")).id == "album_id"
    assert names_of(entity("Album", "Title")).id == "id"
    assert names_of(entity("Album", "id", key="id")).id == "id"
    assert names_of(entity("Album", "id")).fields["id"].name == "id_"


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        ("", "empty"),
        ("   ", "empty"),
        ("a" * 300, "300 characters"),
        ("__class__", "underscores"),
        ("na\x00me", "control"),
        ("na\nme", "control"),
        ("na\u202eme", "bidirectional"),
        ("na\u200bme", "invisible"),
        ("na'me", "quotation"),
        ('x"; DROP TABLE y; --', "quotation"),
        ("../etc", "character '.'"),
        ("a/b", "path separator"),
        ("a\\b", "path separator"),
        ("{{ 7*7 }}", "character '{'"),
        ("学生", "no Latin form"),
        ("студент", "no Latin form"),
        ("___", "underscores"),
        ("- -", "no letter"),
        ("123", "no letter"),
    ],
)
def test_what_cannot_be_a_name_is_refused_with_the_reason(bad: str, reason: str) -> None:
    with pytest.raises(InvalidNameError, match=reason):
        names_of(entity(bad))
    with pytest.raises(InvalidNameError, match=reason):
        names_of(entity("Thing", bad))


def test_a_table_of_sqlite_itself_is_refused() -> None:
    with pytest.raises(InvalidNameError, match="SQLite keeps"):
        names_of(entity("sqlite_sequence"))


def test_attributes_that_fold_into_one_are_refused() -> None:
    with pytest.raises(InvalidSpecError, match=r"'userID' and 'user_id' both become 'user_id'"):
        names_of(entity("Thing", "userID", "user_id"))


@pytest.mark.parametrize("pair", [("Category", "Categories"), ("order detail", "OrderDetail")])
def test_entities_that_fold_into_one_are_refused(pair: tuple[str, str]) -> None:
    with pytest.raises(InvalidSpecError, match="both get the class name"):
        name_system(SystemSpec(name="s", entities=tuple(entity(name) for name in pair)))


def test_a_name_of_63_characters_is_taken_in_every_place() -> None:
    long = "Abc" * 21
    names = names_of(entity(long, long))

    assert max(len(names.table), len(names.module), len(names.fields[long].name)) <= 63


def test_every_name_of_pydantic_and_sqlalchemy_is_escaped() -> None:
    class Base(DeclarativeBase):
        pass

    public = {name for name in dir(BaseModel) if not name.startswith("_")}
    assert public <= escapes.FIELDS
    assert {name for name in dir(Base) if not name.startswith("_")} <= escapes.FIELDS
    assert set(keyword.kwlist) <= escapes.FIELDS


def test_filters_of_the_seed() -> None:
    assert snake_case("StudentName") == "student_name"
    assert snake_case("HTTPResponse") == "http_response"
    assert pascal_case("order_detail") == "OrderDetail"
    assert plural("OrderDetail") == "OrderDetails"
    assert plural("Category") == "Categories"


@given(WORDS)
def test_a_name_is_refused_or_becomes_identifiers(text: str) -> None:
    try:
        names = names_of(entity(text, text))
    except InvalidNameError as error:
        assert error.reason  # noqa: PT017 - either outcome is right, the reason is the point
        return

    field = names.fields[text].name
    for name in (names.class_name, names.module, field):
        assert name.isidentifier()
        assert name.isascii()
        assert not keyword.iskeyword(name)


@given(WORDS)
def test_folding_twice_changes_nothing(text: str) -> None:
    assert snake_case(snake_case(text)) == snake_case(text)
    assert pascal_case(snake_case(text)) == pascal_case(text)


@given(
    st.sampled_from(
        sorted(
            set(inflection.IRREGULAR)
            | set(inflection.SINGULAR_IN_S)
            | inflection.UNCOUNTABLE
            | inflection.SINGULAR_IN_E
            | {"student", "course", "box", "city", "class", "house", "album", "invoice"}
        )
    )
)
def test_inflection_is_idempotent_and_goes_back(word: str) -> None:
    many = inflection.plural(word)

    assert inflection.plural(many) == many
    assert inflection.singular(many) == word
    assert inflection.singular(word) == word
