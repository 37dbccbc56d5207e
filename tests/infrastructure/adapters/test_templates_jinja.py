"""The registry: what it lists, selects and renders, and what it does not let a template do."""

from pathlib import Path

import pytest

from domain.attributes import Attribute, Reference
from domain.entities import EntitySpec, SystemSpec
from domain.errors import UnknownTemplateError
from domain.generation.catalogue import CATALOGUE, SEED_TEMPLATES
from domain.templates import SweaType, TemplateInput, TemplateMetadata, TemplateOutput
from infrastructure.adapters.templates_jinja import ROOT, JinjaTemplates, markdown

STUDENT = EntitySpec(name="Student", attributes=(Attribute(name="name", required=True),))
SCHOOL = SystemSpec(name="school", entities=(STUDENT,))
ASKED = TemplateInput(entity=STUDENT, system=SCHOOL)


def of_user(template_id: str, *entity_types: str) -> TemplateMetadata:
    return TemplateMetadata(
        template_id=template_id,
        template_path=f"{template_id}.j2",
        entity_types=entity_types,
        swea_type=SweaType.BACKEND,
        version="1.0.0",
        description="of a user",
    )


def render(tmp_path: Path, text: str) -> TemplateOutput:
    (tmp_path / "mine.j2").write_text(text)
    registry = JinjaTemplates((of_user("mine", "*"),), roots=(tmp_path,))
    return registry.render("mine", ASKED)


def test_the_six_templates_of_the_seed_have_its_ids_and_paths() -> None:
    assert {m.template_id: m.template_path for m in SEED_TEMPLATES} == {
        "backend_model_crud": "backend/model_crud.py.j2",
        "backend_routes_crud": "backend/routes_crud.py.j2",
        "database_schema_crud": "database/schema_crud.sql.j2",
        "frontend_streamlit_form": "frontend/streamlit_form.py.j2",
        "frontend_streamlit_table": "frontend/streamlit_table.py.j2",
        "test_integration_crud": "tests/integration_crud.py.j2",
    }


def test_every_template_has_its_file_and_its_own_id() -> None:
    assert len({m.template_id for m in CATALOGUE}) == len(CATALOGUE)
    assert [m.template_path for m in CATALOGUE if not (ROOT / m.template_path).is_file()] == []


def test_the_list_can_be_that_of_one_swea_type() -> None:
    registry = JinjaTemplates()

    assert registry.list() == tuple(CATALOGUE)
    assert {m.template_id for m in registry.list(SweaType.DATABASE)} == {"database_schema_crud"}


def test_an_unknown_template_is_refused_with_the_known_ones() -> None:
    with pytest.raises(UnknownTemplateError, match=r"known: .*backend_model_crud"):
        JinjaTemplates().get("backend_modle_crud")


def test_a_template_for_the_entity_goes_before_one_for_any() -> None:
    registry = JinjaTemplates((of_user("any", "*"), of_user("own", "Student")))

    assert registry.select("Student", SweaType.BACKEND) == registry.get("own")
    assert registry.select("Course", SweaType.BACKEND) == registry.get("any")
    assert registry.select("Course", SweaType.TEST) is None


def test_custom_logic_is_not_written_by_a_template() -> None:
    assert JinjaTemplates().select("Student", SweaType.BACKEND, requires_custom_logic=True) is None


def test_rendering_gives_code_with_template_and_version() -> None:
    output = JinjaTemplates().render("database_schema_crud", ASKED)

    assert 'CREATE TABLE IF NOT EXISTS "students"' in output.generated_code
    assert (output.template_id, output.template_version) == ("database_schema_crud", "1.0.0")
    assert not output.fallback_used


def test_a_system_that_cannot_be_rendered_falls_back_with_the_reason() -> None:
    dangling = Attribute(name="x", references=Reference(entity="Nobody"))
    broken = EntitySpec(name="Student", attributes=(dangling,))
    system = SystemSpec(name="s", entities=(broken,))

    output = JinjaTemplates().render(
        "backend_model_crud", TemplateInput(entity=broken, system=system)
    )

    assert output.fallback_used
    assert "Nobody" in output.warnings[0]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("{{ forgotten }}", "'forgotten' is undefined"),
        ("{% if %}", "TemplateSyntaxError"),
        ("{{ entity.__class__.__mro__ }}", "SecurityError"),
        ("{{ ''.__class__.__base__.__subclasses__() }}", "SecurityError"),
        ("{{ entity.names.fields.update({}) }}", "UndefinedError|SecurityError"),
        ("{{ 1 / 0 }}", "ZeroDivisionError"),
        ("{% include '/etc/hostname' %}", "TemplateNotFound"),
        ("{% include '../secret' %}", "TemplateNotFound"),
        ("{{ entity.names | py_literal }}", "has no literal"),
    ],
)
def test_what_a_template_must_not_do_is_a_fallback(tmp_path: Path, text: str, reason: str) -> None:
    (tmp_path.parent / "secret").write_text("secret")

    output = render(tmp_path, text)

    assert output.fallback_used
    assert output.generated_code == ""
    assert any(part in output.warnings[0] for part in reason.split("|"))


def test_filters_of_the_seed_can_be_used(tmp_path: Path) -> None:
    text = '{{ "HTTPResponse" | snake_case }} {{ "a b" | pascal_case }} {{ "Category" | plural }}'

    assert render(tmp_path, text).generated_code == "http_response AB Categories"


def test_text_of_a_readme_is_no_markup() -> None:
    assert markdown("a\n# *b* <i>|`c`") == r"a \# \*b\* \<i\>\|\`c\`"
