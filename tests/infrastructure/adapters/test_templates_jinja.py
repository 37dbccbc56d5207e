"""The templates that we ship: all there, and what cannot be rendered falls back."""

from domain.attributes import Attribute, Reference
from domain.entities import EntitySpec, SystemSpec
from domain.generation.catalogue import CATALOGUE, SEED_TEMPLATES
from domain.templates import TemplateInput, TemplateOutput
from infrastructure.adapters.templates_environment import markdown
from infrastructure.adapters.templates_jinja import ROOT, JinjaTemplates

STUDENT = EntitySpec(name="Student", attributes=(Attribute(name="name", required=True),))
SCHOOL = SystemSpec(name="school", entities=(STUDENT,))
ASKED = TemplateInput(entity=STUDENT, system=SCHOOL)


def render(template_id: str, asked: TemplateInput) -> TemplateOutput:
    templates = JinjaTemplates()
    return templates.render(templates.catalogue.get(template_id), asked)


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


def test_rendering_gives_code_with_template_and_version() -> None:
    output = render("database_schema_crud", ASKED)

    assert 'CREATE TABLE IF NOT EXISTS "students"' in output.generated_code
    assert (output.template_id, output.template_version) == ("database_schema_crud", "1.0.0")
    assert not output.fallback_used


def test_a_system_that_cannot_be_rendered_falls_back_with_the_reason() -> None:
    dangling = Attribute(name="x", references=Reference(entity="Nobody"))
    broken = EntitySpec(name="Student", attributes=(dangling,))
    system = SystemSpec(name="s", entities=(broken,))

    output = render("backend_model_crud", TemplateInput(entity=broken, system=system))

    assert output.fallback_used
    assert "Nobody" in output.warnings[0]


def test_text_of_a_readme_is_no_markup() -> None:
    assert markdown("a\n# *b* <i>|`c`") == r"a \# \*b\* \<i\>\|\`c\`"
