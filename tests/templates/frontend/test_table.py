"""The table of a generated user interface: what it shows, finds, edits and deletes."""

from typing import Any

import httpx
import pytest
from streamlit.testing.v1 import AppTest

from tests.generated_systems import free_port
from tests.templates.frontend.pages import (
    control,
    delete_dialog,
    errors,
    maker_page,
    part_page,
    press,
    select_row,
)


def make_makers(api: httpx.Client, *names: str) -> list[int]:
    answers = [api.post("makers", json={"name": name}).raise_for_status() for name in names]
    return [int(answer.json()["id"]) for answer in answers]


def shown(app: AppTest, column: str = "name") -> list[Any]:
    """The cells of a column, as the browser is given them."""
    return [] if not app.dataframe else list(app.dataframe[0].value[column])


def captions(app: AppTest) -> list[str]:
    return [caption.value for caption in app.caption]


@pytest.mark.usefixtures("api")
def test_an_empty_table_says_what_to_do() -> None:
    page = maker_page()

    assert [info.value for info in page.info] == [
        "There are no makers yet. Create the first one with the form."
    ]
    assert [title.value for title in page.title] == ["Makers"]


@pytest.mark.usefixtures("ui")
def test_without_the_api_there_is_one_clear_sentence_and_no_traceback(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    address = f"http://127.0.0.1:{free_port()}"
    monkeypatch.setenv("API_URL", address)

    page = maker_page()

    escaped = address.replace(":", "\\:")
    assert errors(page) == [f"The API at {escaped} does not answer."]
    assert not page.exception


def test_pages_are_turned_and_resized(api: httpx.Client) -> None:
    make_makers(api, *(f"m{number:02}" for number in range(1, 14)))
    page = maker_page()
    assert shown(page) == [f"m{number:02}" for number in range(1, 11)]
    assert "1 to 10 of 13" in captions(page)

    press(page, "Next")
    assert shown(page) == ["m11", "m12", "m13"]
    assert "11 to 13 of 13" in captions(page)

    control(page, "Rows on a page").set_value(25).run()
    assert len(shown(page)) == 13


def test_search_and_order_apply_to_all_pages(api: httpx.Client) -> None:
    make_makers(api, *(f"m{number:02}" for number in range(1, 14)))
    page = maker_page()
    press(page, "Next")

    control(page, "Sort by").set_value("-name").run()
    assert shown(page)[:2] == ["m13", "m12"]

    control(page, "Search").set_value("M0").run()
    assert shown(page) == [f"m{number:02}" for number in range(9, 0, -1)]

    control(page, "Search").set_value("%").run()
    assert [info.value for info in page.info] == ["No maker matches."]


def test_a_filter_narrows_and_references_show_their_labels(api: httpx.Client) -> None:
    first, second = make_makers(api, "Acme *1*", "Bolt")
    for code, maker, state in (("AA", first, "new"), ("BB", second, "{{ x }}")):
        body = {"code": code, "maker": maker, "amount": 1, "listed": True, "state": state}
        api.post("parts", json=body).raise_for_status()
    page = part_page()
    assert shown(page, "maker") == ["Acme *1*", "Bolt"]

    control(page, "State").set_value("{{ x }}").run()
    assert shown(page, "code") == ["BB"]

    control(page, "Maker").set_value(str(first)).run()
    assert [info.value for info in page.info] == ["No part matches."]


def test_cells_show_every_type_exactly(api: httpx.Client) -> None:
    (maker,) = make_makers(api, "Acme")
    body = {
        "code": "AA", "maker": maker, "amount": 7, "listed": True, "price": "1234567890.10",
        "weight": 0.1, "sold": "2024-05-06T07:08:09Z", "opens": "07:08:09", "made": "2024-05-06",
        "sizes": [1, 2], "details": {"a": None}, "picture": "AP8=",
    }  # fmt: skip
    api.post("parts", json=body).raise_for_status()

    page = part_page()

    cells = {name: shown(page, name)[0] for name in page.dataframe[0].value.columns}
    assert cells.pop("id") > 0
    assert cells == {
        "code": "AA", "maker": "Acme", "price": "1234567890.10", "amount": 7, "weight": 0.1,
        "state": "", "listed": "Yes", "checked": "", "made": "2024-05-06",
        "sold": "2024-05-06 07:08:09", "opens": "07:08:09", "home": "", "mail": "", "serial": "",
        "sizes": "[1, 2]", "details": '{"a": null}', "picture": "2 bytes", "notes": "", "cost": "",
    }  # fmt: skip


def test_edit_and_delete_wait_for_a_selected_row(api: httpx.Client) -> None:
    make_makers(api, "Acme")
    page = maker_page()
    buttons = {button.label: button.disabled for button in page.button}
    assert (buttons["Edit"], buttons["Delete"]) == (True, True)

    select_row(page, "maker", 0)

    buttons = {button.label: button.disabled for button in page.button}
    assert (buttons["Edit"], buttons["Delete"]) == (False, False)


def test_delete_asks_first(api: httpx.Client) -> None:
    _, bolt = make_makers(api, "Acme", "*Bolt*")
    page = maker_page()
    select_row(page, "maker", 1)

    press(page, "Delete")

    assert f"\\*Bolt\\* · {bolt} will be deleted. This cannot be undone." in [
        text.value for text in page.markdown
    ]
    assert api.get("makers").json()["total"] == 2


def test_a_confirmed_delete_deletes(api: httpx.Client) -> None:
    make_makers(api, "Acme")
    dialog = delete_dialog()

    press(dialog, "Delete")

    assert api.get("makers").json()["total"] == 0


def test_a_record_that_is_kept_is_kept(api: httpx.Client) -> None:
    make_makers(api, "Acme")
    dialog = delete_dialog()

    press(dialog, "Keep")

    assert api.get("makers").json()["total"] == 1


def test_a_record_that_others_refer_to_is_kept_and_the_reason_is_told(api: httpx.Client) -> None:
    (maker,) = make_makers(api, "Acme")
    part = {"code": "AA", "maker": maker, "amount": 1, "listed": True}
    api.post("parts", json=part).raise_for_status()
    dialog = delete_dialog()

    press(dialog, "Delete")

    assert len(errors(dialog)) == 1
    assert api.get("makers").json()["total"] == 1


def test_the_last_page_that_was_emptied_gives_way_to_the_one_before(api: httpx.Client) -> None:
    *_, last = make_makers(api, *(f"m{number:02}" for number in range(1, 12)))
    page = maker_page()
    press(page, "Next")
    api.delete(f"makers/{last}").raise_for_status()

    page.run()

    assert shown(page) == [f"m{number:02}" for number in range(1, 11)]


def test_editing_what_was_deleted_meanwhile_says_so(api: httpx.Client) -> None:
    (maker,) = make_makers(api, "Acme")
    page = maker_page()
    select_row(page, "maker", 0)
    edit = next(button for button in page.button if button.label == "Edit")
    edit.click()
    api.delete(f"makers/{maker}").raise_for_status()

    page.run()

    assert not page.exception
    assert [heading.value for heading in page.subheader] == ["New maker"]
