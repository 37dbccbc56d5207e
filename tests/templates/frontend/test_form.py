"""The form of a generated user interface: what it asks, sends and says."""

import httpx
import pytest

from tests.templates.frontend.pages import (
    errors,
    field,
    maker_page,
    part_page,
    press,
    select_row,
)

WIDGETS = {
    "Code": "text_input", "Maker": "selectbox", "Price": "text_input", "Amount": "number_input",
    "Weight": "number_input", "State": "selectbox", "Listed": "checkbox", "Checked": "selectbox",
    "Made": "date_input", "Sold (UTC)": "date_time_input", "Opens": "time_input",
    "Home": "text_input", "Mail": "text_input", "Serial": "text_input",
    "Sizes (one item a line)": "text_area", "Details (JSON)": "text_area",
    "Picture": "file_uploader", "Notes": "text_area", "Cost": "text_input",
}  # fmt: skip


def make_maker(api: httpx.Client, name: str = "Acme") -> int:
    identifier: int = api.post("makers", json={"name": name}).raise_for_status().json()["id"]
    return identifier


def make_part(api: httpx.Client, code: str = "AB", **values: object) -> dict[str, object]:
    maker = make_maker(api, f"Maker of {code}")
    body = {"code": code, "maker": maker, "amount": 5, "listed": True, **values}
    created: dict[str, object] = api.post("parts", json=body).raise_for_status().json()
    return created


@pytest.mark.usefixtures("api")
def test_each_widget_follows_the_type_of_its_field() -> None:
    page = part_page()

    assert {label: field(page, label).type for label in WIDGETS} == WIDGETS
    assert (field(page, "Amount").min, field(page, "Amount").max) == (1, 1000)
    assert field(page, "Amount").value == 5
    assert field(page, "Code").max_chars == 8
    assert field(page, "State").options == ["—", "new", 'it\'s "used"', "{{ x }}"]
    assert field(page, "Checked").options == ["—", "Yes", "No"]


def test_everything_that_is_filled_in_is_stored_and_the_success_message_survives_the_rerun(
    api: httpx.Client,
) -> None:
    maker = make_maker(api)
    page = part_page()
    field(page, "Code").set_value("AB1")
    field(page, "Maker").select_index(0)
    field(page, "Price").set_value("12345.10")
    field(page, "Weight").set_value(0.125)
    field(page, "State").set_value('it\'s "used"')
    field(page, "Listed").check()
    field(page, "Checked").set_value(False)
    field(page, "Sizes (one item a line)").set_value("1\n\n 22 \n")
    field(page, "Details (JSON)").set_value('{"a": [1, null]}')
    field(page, "Mail").set_value("ada@example.org")
    field(page, "Home").set_value("https://example.org/x")
    field(page, "Notes").set_value("first\nsecond {{ x }}")

    press(page, "Create part")

    assert errors(page) == []
    (stored,) = api.get("parts").json()["items"]
    assert [success.value for success in page.success] == [f"Part created\\: AB1 · {stored['id']}"]
    assert stored | {"id": None} == {
        "id": None, "code": "AB1", "maker": maker, "price": "12345.10", "amount": 5,
        "weight": 0.125, "state": 'it\'s "used"', "listed": True, "checked": False, "made": None,
        "sold": None, "opens": None, "home": "https://example.org/x", "mail": "ada@example.org",
        "serial": None, "sizes": [1, 22], "details": {"a": [1, None]}, "picture": None,
        "notes": "first\nsecond {{ x }}", "cost": None,
    }  # fmt: skip
    assert field(page, "Code").value == ""  # ready for the next one


@pytest.mark.parametrize(
    ("label", "value", "message"),
    [
        ("Code", "A", "Enter at least 2 characters."),
        ("Code", "ab", "Enter text of the form"),
        ("Price", "1.234", "Enter at most 2 digits after the point."),
        ("Price", "12345678901", "Enter at most 10 digits before the point."),
        ("Price", "-0.01", "Enter at least 0."),
        ("Price", "NaN", "Enter a decimal number, such as 12.50."),
        ("Weight", 0.0, "Enter a number greater than 0."),
        ("Mail", "ada@", "Enter an e-mail address"),
        ("Home", "example.org", "Enter a web address"),
        ("Serial", "123", "Enter a UUID"),
        ("Sizes (one item a line)", "1\nx", "Line 2\\: Enter a whole number."),
        ("Details (JSON)", "{", "Enter JSON"),
        ("Details (JSON)", "NaN", "Enter JSON"),
    ],
)
def test_what_is_not_valid_is_refused_before_it_is_sent(
    api: httpx.Client, label: str, value: object, message: str
) -> None:
    make_maker(api)
    page = part_page()
    field(page, "Code").set_value("OK")
    field(page, "Maker").select_index(0)
    field(page, label).set_value(value)

    press(page, "Create part")

    assert any(error.startswith(message) for error in errors(page))
    assert api.get("parts").json()["total"] == 0


@pytest.mark.usefixtures("api")
def test_required_fields_that_are_empty_are_named() -> None:
    page = part_page()

    press(page, "Create part")

    assert errors(page) == [
        "Enter a value.",
        "Enter a value.",
        "Nothing was saved. Please check\\: Code, Maker.",
    ]


def test_a_conflict_is_shown_beside_its_field_and_keeps_what_was_typed(api: httpx.Client) -> None:
    make_maker(api, "Acme")
    page = maker_page()
    field(page, "Name").set_value("Acme")

    press(page, "Create maker")

    assert len(errors(page)) == 2  # one beside the field, one for the whole form
    assert field(page, "Name").value == "Acme"
    assert api.get("makers").json()["total"] == 1


def test_what_the_api_alone_refuses_is_shown_beside_its_field(api: httpx.Client) -> None:
    make_maker(api)
    page = part_page()
    field(page, "Code").set_value("AB")
    field(page, "Maker").select_index(0)
    field(page, "Mail").set_value("a@-.b")  # the form's check is coarser than the API's

    press(page, "Create part")

    assert len(errors(page)) == 2
    assert api.get("parts").json()["total"] == 0


def test_an_edit_sends_only_what_was_changed(api: httpx.Client) -> None:
    make_part(api, "AB", sold="2024-05-06T07:08:09.123Z", opens="07:08:09", price="1.50")
    page = part_page()
    select_row(page, "part", 0)
    press(page, "Edit")
    field(page, "Notes").set_value("new")

    press(page, "Save changes")

    (stored,) = api.get("parts").json()["items"]
    assert page.success[0].value == f"Part saved\\: AB · {stored['id']}"
    assert (stored["notes"], stored["price"]) == ("new", "1.50")
    assert (stored["sold"], stored["opens"]) == ("2024-05-06T07:08:09.123000Z", "07:08:09")


def test_an_optional_field_can_be_emptied(api: httpx.Client) -> None:
    make_part(
        api,
        "AB",
        price="1.50",
        state="new",
        checked=True,
        notes="x",
        weight=2.5,
        made="2024-05-06",
        sold="2024-05-06T07:08:09Z",
        opens="07:08:09",
    )
    page = part_page()
    select_row(page, "part", 0)
    press(page, "Edit")
    field(page, "Price").set_value("")
    field(page, "State").select_index(0)
    field(page, "Checked").select_index(0)
    field(page, "Notes").set_value("")
    for label in ("Weight", "Made", "Sold (UTC)", "Opens"):
        field(page, label).set_value(None)

    press(page, "Save changes")

    (stored,) = api.get("parts").json()["items"]
    emptied = ("price", "state", "checked", "notes", "weight", "made", "sold", "opens")
    assert {name: stored[name] for name in emptied} == dict.fromkeys(emptied)


def test_an_edit_of_a_record_that_changed_meanwhile_is_refused(api: httpx.Client) -> None:
    part = make_part(api, "AB")
    page = part_page()
    select_row(page, "part", 0)
    press(page, "Edit")
    api.patch(f"parts/{part['id']}", json={"amount": 9}).raise_for_status()
    field(page, "Notes").set_value("new")

    press(page, "Save changes")

    assert len(errors(page)) == 1
    (stored,) = api.get("parts").json()["items"]
    assert (stored["amount"], stored["notes"]) == (9, None)


def test_a_cancelled_edit_changes_nothing_and_asks_for_a_new_record(api: httpx.Client) -> None:
    make_part(api, "AB")
    page = part_page()
    select_row(page, "part", 0)
    press(page, "Edit")
    field(page, "Notes").set_value("new")

    press(page, "Cancel")

    assert [heading.value for heading in page.subheader] == ["New part"]
    assert api.get("parts").json()["items"][0]["notes"] is None


def test_a_file_is_sent_kept_and_removed(api: httpx.Client) -> None:
    make_maker(api)
    page = part_page()
    field(page, "Code").set_value("AB")
    field(page, "Maker").select_index(0)
    field(page, "Picture").set_value(("dot.bin", b"\x00\xff", "application/octet-stream"))
    press(page, "Create part")
    assert errors(page) == []
    assert api.get("parts").json()["items"][0]["picture"] == "AP8="

    select_row(page, "part", 0)
    press(page, "Edit")
    assert "A file of 2 bytes is stored." in [caption.value for caption in page.caption]
    field(page, "Remove the stored file").check()
    press(page, "Save changes")

    assert api.get("parts").json()["items"][0]["picture"] is None


def test_answers_that_contradict_each_other_are_refused_beside_their_field(
    api: httpx.Client,
) -> None:
    make_maker(api)
    page = part_page()
    field(page, "Code").set_value("AB1")
    field(page, "Maker").select_index(0)
    field(page, "Price").set_value("9.50")
    field(page, "Cost").set_value("10")
    press(page, "Create part")

    assert "Must be at most price." in errors(page)
    assert api.get("parts").json()["total"] == 0

    field(page, "Cost").set_value("9.5")
    press(page, "Create part")
    assert api.get("parts").json()["total"] == 1


def test_a_change_is_compared_with_what_the_record_has(api: httpx.Client) -> None:
    part = make_part(api, price="9.50", cost="1")
    page = part_page()
    select_row(page, "part", 0)
    press(page, "Edit")
    field(page, "Cost").set_value("9.51")
    press(page, "Save changes")

    assert "Must be at most price." in errors(page)
    assert api.get(f"parts/{part['id']}").json()["cost"] == "1.00"
