"""The registry over a log and a folder: select, register, render, go back, and who sees it."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NoReturn

import pytest

from application.generation.generate import Generator
from application.templates import TemplateRegistry
from domain.attributes import Attribute
from domain.entities import EntitySpec, SystemSpec
from domain.errors import (
    DuplicateTemplateError,
    InvalidRequestError,
    InvalidTemplateError,
    UnknownTemplateError,
)
from domain.events import TemplateDisabled, TemplateFellBack, TemplateRegistered, TemplateRendered
from domain.generation.catalogue import CATALOGUE
from domain.template_catalogue import STREAM
from domain.templates import SweaType, TemplateInput, TemplateMetadata
from infrastructure.adapters.clock_system import SystemClock
from infrastructure.adapters.event_log_memory import MemoryEventLog
from infrastructure.adapters.formatter_ruff import RuffFormatter
from infrastructure.adapters.journal import GroupCommitJournal
from infrastructure.adapters.templates_folder import UserTemplateFolder
from infrastructure.adapters.templates_jinja import ROOT, JinjaTemplates
from infrastructure.adapters.templates_sandbox import SubprocessTemplates

STUDENT = EntitySpec(name="Student", attributes=(Attribute(name="name", required=True),))
SCHOOL = SystemSpec(name="school", entities=(STUDENT,))
ASKED = TemplateInput(entity=STUDENT, system=SCHOOL)
FIELDS: dict[str, Any] = {
    "template_id": "student_model",
    "template_path": "student.py.j2",
    "entity_types": ["Student"],
    "swea_type": "backend",
    "version": "1.0.0",
    "description": "of a user",
    "replaces": "backend_model_crud",
}
Registries = Callable[[], TemplateRegistry]


def _no_validator() -> NoReturn:
    raise AssertionError("nothing is validated here")


@pytest.fixture(scope="module")
def sandbox() -> Iterator[SubprocessTemplates]:
    with SubprocessTemplates() as made:
        yield made


@pytest.fixture
def log() -> MemoryEventLog:
    return MemoryEventLog()


@pytest.fixture
def registries(
    log: MemoryEventLog, sandbox: SubprocessTemplates, tmp_path: Path
) -> Iterator[Registries]:
    """Registries over one log and one folder, as several processes have them."""
    clock = SystemClock()
    journal = GroupCommitJournal(log, clock)
    (tmp_path / "student.py.j2").write_text("NAME = {{ entity_name | py_literal }}\n")
    yield lambda: TemplateRegistry(
        log=log,
        journal=journal,
        clock=clock,
        packaged=JinjaTemplates(),
        formatter=RuffFormatter(),
        folder=UserTemplateFolder(tmp_path, ROOT),
        sandbox=sandbox,
        validator=_no_validator,
    )
    journal.close()


@pytest.fixture
def registry(registries: Registries) -> TemplateRegistry:
    return registries()


def test_the_list_is_the_catalogue_and_can_be_that_of_one_swea_type(
    registry: TemplateRegistry,
) -> None:
    assert registry.list() == tuple(CATALOGUE)
    assert {m.template_id for m in registry.list(SweaType.DATABASE)} == {"database_schema_crud"}
    assert registry.list("database") == registry.list(SweaType.DATABASE)
    with pytest.raises(InvalidRequestError, match="known: backend, database, frontend, test"):
        registry.list("poetry")


def test_an_unknown_template_is_refused_with_the_known_ones(registry: TemplateRegistry) -> None:
    with pytest.raises(UnknownTemplateError, match=r"known: .*backend_model_crud"):
        registry.get("backend_modle_crud")
    with pytest.raises(UnknownTemplateError):
        registry.render("backend_modle_crud", ASKED)


def test_selecting_as_the_seed_does(registry: TemplateRegistry) -> None:
    registry.register(FIELDS)

    own = registry.select("Student", "backend", False)  # noqa: FBT003 - as the seed calls it
    assert own == registry.get("student_model")
    assert registry.select("Course", SweaType.BACKEND) == registry.get("backend_model_crud")
    assert registry.select("Student", "backend", True) is None  # noqa: FBT003 - the same
    assert registry.select("Student", "backend", requires_custom_logic=True) is None


def test_rendering_takes_the_input_of_the_seed(registry: TemplateRegistry) -> None:
    output = registry.render(
        "database_schema_crud",
        {
            "entity_name": "Student",
            "attributes": [
                {"name": "age", "type": "int", "required": True, "default": 18},
                {"name": "name", "type": "str", "required": False, "default": None},
            ],
            "business_rules": ["a student is of age"],
            "relationships": [
                {"related_entity": "Course", "type": "many_to_one", "field_name": "course"}
            ],
            "standards_context": "none",
        },
    )

    assert not output.fallback_used
    assert 'CREATE TABLE IF NOT EXISTS "students"' in output.generated_code
    assert 'REFERENCES "courses"' in output.generated_code


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({}, "is missing"),
        ({"entity_name": "a/b", "attributes": [{"name": "x"}]}, "path separator"),
        ({"entity_name": "A", "attributes": [{"name": "x", "type": "sting"}]}, "sting"),
        ({"entity_name": "A", "attributes": [{"name": "x"}], "colour": "red"}, "colour"),
        ({"entity_name": "A", "attributes": [object()]}, "no JSON"),
        ({"entity_name": "A", "attributes": 3}, "attributes"),
        ({"entity_name": "A", "attributes": [{"name": "x"}], "relationships": 3}, "relationships"),
        ({"entity_name": "A", "attributes": [{"name": "x"}], "standards_context": 3}, "text"),
    ],
)
def test_an_input_that_cannot_be_one_is_a_fallback(
    registry: TemplateRegistry, fields: dict[str, Any], said: str
) -> None:
    output = registry.render("backend_model_crud", fields)

    assert output.fallback_used
    assert said in output.warnings[0]


def test_the_template_of_a_user_is_rendered_and_both_outcomes_are_recorded(
    registry: TemplateRegistry, log: MemoryEventLog
) -> None:
    registry.register(FIELDS, request_id="r1")

    good = registry.render("student_model", ASKED, request_id="r2")
    bad = registry.render("student_model", {"entity_name": "A"}, request_id="r3")

    assert good.generated_code == "NAME = 'Student'\n"
    assert registry.preview("student_model", ASKED).generated_code == 'NAME = "Student"\n'
    assert (good.template_id, good.template_version) == ("student_model", "1.0.0")
    first, second, third = log.read()[:3]
    assert isinstance(first.event, TemplateRegistered)
    assert isinstance(second.event, TemplateRendered)
    assert (second.event.template_version, second.request_id) == ("1.0.0", "r2")
    assert isinstance(third.event, TemplateFellBack)
    assert third.event.reason == bad.warnings[0]


def test_a_version_stays_what_it_was_when_its_file_is_edited_or_gone(
    registry: TemplateRegistry, tmp_path: Path
) -> None:
    registry.register(FIELDS)
    (tmp_path / "student.py.j2").write_text("edited\n")

    assert registry.render("student_model", ASKED).generated_code == "NAME = 'Student'\n"
    assert "edited" in registry.changed_files()["student_model"]
    with pytest.raises(DuplicateTemplateError):
        registry.register(FIELDS)
    (tmp_path / "student.py.j2").unlink()
    assert registry.render("student_model", ASKED).generated_code == "NAME = 'Student'\n"
    assert "no such file" in registry.changed_files()["student_model"]


def test_the_story_of_a_template_is_in_its_stream(
    registry: TemplateRegistry, log: MemoryEventLog, tmp_path: Path
) -> None:
    for _ in range(2):
        registry.register(FIELDS)
    (tmp_path / "student.py.j2").write_text("X = 2\n")
    registry.register(TemplateMetadata.model_validate({**FIELDS, "version": "1.1.0"}))
    registry.disable("student_model")
    registry.disable("student_model")
    registry.restore("student_model", "1.0.0")

    kinds = [type(recorded.event) for recorded in log.read_stream(STREAM)]
    assert kinds == [TemplateRegistered, TemplateRegistered, TemplateDisabled, TemplateRegistered]
    assert registry.render("student_model", ASKED).generated_code == "NAME = 'Student'\n"
    assert [v.metadata.version for v in registry.catalogue.history("student_model")] == [
        "1.0.0",
        "1.1.0",
        "1.0.0",
    ]


def test_another_process_sees_the_change_at_its_next_question(registries: Registries) -> None:
    here, there = registries(), registries()

    here.register(FIELDS)

    assert there.get("student_model") == here.get("student_model")
    here.disable("student_model")
    assert there.select("Student", "backend") == here.get("backend_model_crud")


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"version": "1.0"}, "version: "),
        ({"version": "v1.0.0"}, "version: "),
        ({"version": "01.0.0"}, "version: "),
        ({"version": "1.0.0-rc1"}, "version: "),
        ({"version": 1}, "version: "),
        ({"entity_types": []}, "entity_types: "),
        ({"entity_types": "Student"}, "entity_types: "),
        ({"swea_type": "poetry"}, "swea_type: "),
        ({"template_id": "Student Model"}, "template_id: "),
        ({"template_id": "a\x00"}, "template_id: "),
        ({"colour": "red"}, "colour: "),
        ({"description": None}, "description: "),
    ],
)
def test_metadata_of_a_wrong_type_are_refused_and_nothing_is_stored(
    registry: TemplateRegistry, log: MemoryEventLog, fields: dict[str, Any], said: str
) -> None:
    with pytest.raises(InvalidTemplateError, match=said):
        registry.register({**FIELDS, **fields})

    assert log.read_stream(STREAM) == []


def test_the_sections_of_a_disabled_packaged_template_are_missed_with_a_reason(
    registry: TemplateRegistry,
) -> None:
    registry.disable("backend_routes_crud")

    done = Generator(registry.in_use, RuffFormatter(), SystemClock()).generate(SCHOOL)

    (fallback,) = done.fallbacks
    assert (fallback.path, fallback.reason) == ("app/routes/student.py", "the template is disabled")
