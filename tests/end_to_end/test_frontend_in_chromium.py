"""The generated user interface in a real browser, against the generated API."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from domain.attributes import Attribute, AttributeType
from domain.entities import EntityRelationship, EntitySpec, SystemSpec
from domain.specification import parse_specification
from tests.end_to_end.browser import Browser, chromium, require_chromium
from tests.generated_systems import running_api, running_ui, write_system

CHINOOK = Path(__file__).parent.parent / "data" / "chinook.json"

pytestmark = pytest.mark.slow

STUDENT = EntitySpec(
    name="Student",
    attributes=(
        Attribute(name="name", required=True),
        Attribute(name="email", type=AttributeType.EMAIL, required=True, unique=True),
        Attribute(name="age", type=AttributeType.INTEGER, minimum="0", maximum="150"),
    ),
    relationships=(
        EntityRelationship(related_entity="Student", type="many_to_many", field_name="friends"),
    ),
)


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    require_chromium()
    with chromium(tmp_path_factory.mktemp("profile")) as window:
        yield window


@pytest.fixture(scope="module")
def students(
    browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, str]]:
    """The addresses of UI and API of one small system."""
    folder = tmp_path_factory.mktemp("students")
    write_system(SystemSpec(name="Students", entities=(STUDENT,)), folder)
    with running_api(folder) as api, running_ui(folder, api) as ui:
        browser.open(ui)  # Streamlit takes ui/pages for its own pages until the root was opened
        browser.see("New student")
        yield ui, api


@pytest.fixture(scope="module")
def chinook(
    browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, str]]:
    """The addresses of UI and API of the system of chinook.json."""
    folder = tmp_path_factory.mktemp("chinook")
    text = CHINOOK.read_text(encoding="utf-8")
    write_system(parse_specification(text, source="chinook.json"), folder)
    with running_api(folder) as api, running_ui(folder, api) as ui:
        browser.open(ui)
        browser.see("New album")
        yield ui, api


def post(api: str, path: str, **body: object) -> int:
    """Create a record behind the browser's back; its identifier."""
    answer = httpx.post(f"{api}/api/{path}", json=body, trust_env=False).raise_for_status()
    return int(answer.headers["Location"].rsplit("/", 1)[1])


def test_the_first_page_has_a_form_and_a_table(browser: Browser, students: tuple[str, str]) -> None:
    ui, api = students
    post(api, "students", name="Ada", email="ada@example.org", age=36)

    browser.open(ui)

    browser.see("Students", "New student", "Create student", "1 to 1 of 1")
    browser.see_rows("1|Ada|ada@example.org|36")


def test_a_student_is_created_found_edited_and_deleted(
    browser: Browser, students: tuple[str, str]
) -> None:
    ui, api = students
    number = 1 + post(api, "students", name="Mary", email="mary@example.org")
    found = f"{number}|Grace *Hopper* :smile: <b>|grace@example.org|"
    browser.open(f"{ui}/students")
    browser.see("New student")

    browser.enter("Name *", "Grace *Hopper* :smile: <b>")
    browser.enter("Email *", "grace@example.org")
    browser.press("Create student")
    browser.see("Student created: Grace *Hopper* :smile: <b>")

    browser.search("grace@")
    browser.see("1 to 1 of 1")
    browser.see_rows(found)

    browser.select_row(0)
    browser.press("Edit")
    browser.see("Edit student")
    browser.enter("Age", "37")
    browser.press("Save changes")
    browser.see("Student saved: Grace")
    browser.see_rows(f"{found}37")

    browser.select_row(0)
    browser.press("Delete")
    browser.see("This cannot be undone.")
    browser.press("Keep", within="[role=dialog]")
    browser.see_rows(f"{found}37")
    browser.press("Delete")
    browser.see("This cannot be undone.")
    browser.press("Delete", within="[role=dialog]")
    browser.see("Student deleted: Grace", "No student matches.")


def test_a_student_is_given_friends_by_name_and_what_was_typed_stays(
    browser: Browser, students: tuple[str, str]
) -> None:
    ui, api = students
    post(api, "students", name="Barbara", email="barbara@example.org")
    number = post(api, "students", name="Ole-Johan", email="ole@example.org")
    browser.open(f"{ui}/students")
    browser.search("barbara@")
    browser.see("1 to 1 of 1")
    browser.select_row(0)
    browser.press("Edit")
    browser.see("Links", "Friends")

    browser.enter("Age", "84")
    browser.choose("Friends", "Ole-Johan")
    browser.press("Save links")

    browser.see("Links saved: Barbara")
    friends = httpx.get(f"{api}/api/students/{number - 1}/friends", trust_env=False).json()
    assert [friend["id"] for friend in friends["items"]] == [number]
    browser.press("Save changes")
    browser.see("Student saved: Barbara")
    browser.see_rows(f"{number - 1}|Barbara|barbara@example.org|84")


def test_a_conflict_is_shown_beside_its_field(browser: Browser, students: tuple[str, str]) -> None:
    ui, api = students
    post(api, "students", name="Alan", email="alan@example.org")
    browser.open(f"{ui}/students")
    browser.see("New student")

    browser.enter("Name *", "Alan II")
    browser.enter("Email *", "alan@example.org")
    browser.press("Create student")

    browser.see("already")
    assert "already" in browser.beside("Email *")
    assert browser.beside("Name *") == ""


def test_what_is_missing_is_marked_before_anything_is_sent(
    browser: Browser, students: tuple[str, str]
) -> None:
    ui, _ = students
    browser.open(f"{ui}/students")
    browser.see("New student")

    browser.press("Create student")

    browser.see("Nothing was saved. Please check: Name, Email.")
    assert browser.beside("Name *") == "Enter a value."


def test_an_album_is_given_its_artist_by_name(browser: Browser, chinook: tuple[str, str]) -> None:
    ui, api = chinook
    for name in ("Accept", "AC/DC", "Aerosmith"):
        post(api, "artists", name=name)
    browser.open(f"{ui}/albums")
    browser.see("There are no albums yet.")

    browser.enter("Title *", "Let There Be Rock")
    browser.choose("Artist *", "AC/DC")
    browser.press("Create album")

    browser.see("Album created: Let There Be Rock")
    browser.see_rows("1|Let There Be Rock|AC/DC")


def test_an_artist_with_albums_is_not_deleted_and_the_reason_is_told(
    browser: Browser, chinook: tuple[str, str]
) -> None:
    ui, api = chinook
    artist = post(api, "artists", name="Zappa")
    post(api, "albums", title="Hot Rats", artist_id=artist)
    browser.open(f"{ui}/artists")
    browser.search("Zappa")
    browser.see("1 to 1 of 1")

    browser.select_row(0)
    browser.press("Delete")
    browser.see("This cannot be undone.")
    browser.press("Delete", within="[role=dialog]")

    browser.see("refer")
    httpx.get(f"{api}/api/artists/{artist}", trust_env=False).raise_for_status()


def test_only_the_pages_of_the_entities_are_in_the_menu(
    browser: Browser, chinook: tuple[str, str]
) -> None:
    ui, _ = chinook
    browser.open(ui)
    browser.see("Albums", "Tracks", "New album")

    assert browser.menu == [
        "Albums", "Artists", "Customers", "Employees", "Genres", "Invoices", "Invoice lines",
        "Media types", "Playlists", "Playlist tracks", "Tracks",
    ]  # fmt: skip


def test_the_documentation_of_the_api_opens(browser: Browser, students: tuple[str, str]) -> None:
    _, api = students

    browser.open(f"{api}/docs")

    assert "Swagger UI" in browser.driver.title
    browser.see("POST", "DELETE", "Schemas")
