"""Takes the pictures in docs/screenshots: `python -m tests.end_to_end.screenshots`."""

import tempfile
from pathlib import Path

import httpx

from domain.consistency import check_system
from domain.entities import SystemSpec
from domain.specification import parse_specification
from tests.end_to_end.browser import Browser, chromium
from tests.generated_systems import running_api, running_ui, write_system

PICTURES = Path(__file__).parents[2] / "docs" / "screenshots"
SPECIFICATION = """
{"schema": "School", "entities": [
 {"entity": "Course", "attributes": [
  {"name": "title", "type": "string", "required": true, "unique": true, "max_length": 60},
  {"name": "starts on", "type": "date"},
  {"name": "ends on", "type": "date"}],
  "business_rules": ["ends on must be after starts on"]},
 {"entity": "Student", "attributes": [
  {"name": "name", "type": "string", "required": true},
  {"name": "email", "type": "email", "required": true, "unique": true},
  {"name": "course", "type": "integer", "references": {"entity": "Course"}},
  {"name": "gpa", "type": "float"},
  {"name": "status", "type": "enum", "values": ["active", "on leave", "graduated"]}],
  "business_rules": ["GPA must be between 0.0 and 4.0", "status defaults to active"]}]}
"""
COURSES = ("Logic", "Compilers", "Databases")
STUDENTS = (
    ("Ada Lovelace", "ada@example.org", 1, 3.9, "graduated"),
    ("Alan Turing", "alan@example.org", 1, 3.8, "active"),
    ("Grace Hopper", "grace@example.org", 2, 4.0, "graduated"),
    ("Barbara Liskov", "barbara@example.org", 2, 3.7, "active"),
    ("Edgar Codd", "edgar@example.org", 3, 3.6, "on leave"),
)


def system() -> SystemSpec:
    """A small school."""
    return check_system(parse_specification(SPECIFICATION, source="screenshots"))


def main() -> None:
    """Three pictures: what is created, what is refused, what is asked before it is deleted."""
    with tempfile.TemporaryDirectory() as home:
        folder, profile = Path(home) / "school", Path(home) / "profile"
        write_system(system(), folder)
        with running_api(folder) as api, running_ui(folder, api) as ui, chromium(profile) as window:
            _fill(api)
            _take(window, ui)


def _fill(api: str) -> None:
    with httpx.Client(base_url=f"{api}/api", trust_env=False) as client:
        for title in COURSES:
            client.post("courses", json={"title": title}).raise_for_status()
        fields = ("name", "email", "course", "gpa", "status")
        for student in STUDENTS:
            body = dict(zip(fields, student, strict=True))
            client.post("students", json=body).raise_for_status()


def _take(window: Browser, ui: str) -> None:
    window.open(ui)
    window.see("New course")
    window.open(f"{ui}/students")
    window.see("New student", "1 to 5 of 5")
    window.enter("Name *", "Margaret Hamilton")
    window.enter("Email *", "margaret@example.org")
    window.press("Create student")
    window.see("Student created: Margaret Hamilton", "1 to 6 of 6")
    _picture(window, "created")

    window.enter("Name *", "Another Ada")
    window.enter("Email *", "ada@example.org")
    window.press("Create student")
    window.see("Is taken already.")
    _picture(window, "conflict")

    window.open(f"{ui}/students")
    window.see("1 to 6 of 6")
    window.select_row(1)
    window.press("Delete")
    window.see("This cannot be undone.")
    _picture(window, "delete")


def _picture(window: Browser, name: str) -> None:
    window.settle()
    if not window.driver.save_screenshot(str(PICTURES / f"{name}.png")):
        raise OSError(f"{name}.png was not written")


if __name__ == "__main__":
    main()
