"""What a record is linked to: shown by label, changed on its page, refused beside its choice."""

import httpx
import pytest
from streamlit.testing.v1 import AppTest

from tests.templates.frontend.pages import (
    errors,
    field,
    linked,
    maker_page,
    part_page,
    press,
    select_row,
)


def make_makers(api: httpx.Client, *names: str) -> list[int]:
    answers = [api.post("makers", json={"name": name}).raise_for_status() for name in names]
    return [int(answer.json()["id"]) for answer in answers]


def make_part(api: httpx.Client, maker: int, *suppliers: int, code: str = "AA") -> int:
    body = {"code": code, "maker": maker, "amount": 1, "listed": True}
    part = int(api.post("parts", json=body).raise_for_status().json()["id"])
    for supplier in suppliers:
        api.put(f"parts/{part}/suppliers/{supplier}").raise_for_status()
    return part


def suppliers(api: httpx.Client, part: int) -> set[int]:
    page = api.get(f"parts/{part}/suppliers", params={"limit": 200}).raise_for_status().json()
    return {item["id"] for item in page["items"]}


def edited_part() -> AppTest:
    page = part_page()
    select_row(page, "part", 0)
    press(page, "Edit")
    return page


def test_links_are_shown_only_of_the_record_that_is_edited(api: httpx.Client) -> None:
    acme, bolt = make_makers(api, "Acme *1*", "Bolt")
    make_part(api, acme, bolt)
    page = part_page()
    assert not page.multiselect

    select_row(page, "part", 0)
    press(page, "Edit")

    assert linked(page, "Suppliers").value == [bolt]
    assert linked(page, "Suppliers").options == ["Bolt", "Acme *1*"]


def test_what_was_chosen_is_linked_and_the_message_survives_the_rerun(api: httpx.Client) -> None:
    acme, bolt, crux = make_makers(api, "Acme", "Bolt", "Crux")
    part = make_part(api, acme, bolt)
    page = edited_part()

    linked(page, "Suppliers").set_value([acme, crux])
    press(page, "Save links")

    assert [message.value for message in page.success] == [f"Links saved\\: AA · {part}"]
    assert suppliers(api, part) == {acme, crux}
    assert set(linked(page, "Suppliers").value) == {acme, crux}
    linked(page, "Suppliers").set_value([])
    press(page, "Save links")
    assert suppliers(api, part) == set()


def test_links_are_seen_from_the_other_side(api: httpx.Client) -> None:
    (acme,) = make_makers(api, "Acme")
    part = make_part(api, acme, acme)
    page = maker_page()
    select_row(page, "maker", 0)
    press(page, "Edit")

    assert linked(page, "Parts").value == [part]


def test_what_is_typed_in_the_form_stays_when_links_are_saved(api: httpx.Client) -> None:
    acme, bolt = make_makers(api, "Acme", "Bolt")
    make_part(api, acme)
    page = edited_part()
    before = field(page, "Notes").key

    linked(page, "Suppliers").set_value([bolt])
    press(page, "Save links")

    assert field(page, "Notes").key == before  # the browser keeps what was typed by this key


def test_what_is_refused_is_shown_and_the_choice_stays(api: httpx.Client) -> None:
    acme, bolt = make_makers(api, "Acme", "Bolt")
    part = make_part(api, acme)
    page = edited_part()
    linked(page, "Suppliers").set_value([acme, bolt])
    api.delete(f"makers/{bolt}").raise_for_status()

    press(page, "Save links")

    assert "Bolt\\: There is no such maker." in errors(page)
    assert not page.success
    assert suppliers(api, part) == {acme}


def test_a_link_that_somebody_else_ended_is_no_error(api: httpx.Client) -> None:
    acme, bolt = make_makers(api, "Acme", "Bolt")
    part = make_part(api, acme, bolt)
    page = edited_part()
    api.delete(f"parts/{part}/suppliers/{bolt}").raise_for_status()

    linked(page, "Suppliers").set_value([acme])
    press(page, "Save links")

    assert page.success
    assert suppliers(api, part) == {acme}


def test_another_record_shows_its_own_links(api: httpx.Client) -> None:
    acme, bolt = make_makers(api, "Acme", "Bolt")
    make_part(api, acme, bolt)
    make_part(api, acme, acme, code="BB")
    page = edited_part()

    select_row(page, "part", 1)
    press(page, "Edit")

    assert linked(page, "Suppliers").value == [acme]


@pytest.mark.usefixtures("ui")
def test_no_identifier_leads_elsewhere() -> None:
    from ui import api as client  # type: ignore[import-not-found]  # noqa: PLC0415 - generated

    assert client.linked_path("pages", "a/b", "tags") == "pages/a%2Fb/tags"
    assert client.linked_path("pages", "..", "tags") == "pages/%2E%2E/tags"


def test_more_records_than_are_listed_are_linked_by_their_number(
    api: httpx.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    from ui.components import (  # type: ignore[import-not-found]  # noqa: PLC0415 - generated
        references,
    )

    numbers = make_makers(api, *(f"m{number}" for number in range(5)))
    part = make_part(api, numbers[0], numbers[4])
    monkeypatch.setattr(references, "PAGE", 2)
    monkeypatch.setattr(references, "MOST", 2)
    page = edited_part()

    assert linked(page, "Suppliers").value == [numbers[4]]
    linked(page, "Suppliers").set_value([numbers[4], str(numbers[3])])
    press(page, "Save links")
    assert suppliers(api, part) == {numbers[3], numbers[4]}

    linked(page, "Suppliers").set_value([*linked(page, "Suppliers").value, "nobody"])
    press(page, "Save links")
    assert "nobody\\: Choose one of the list, or enter its number." in errors(page)
