"""A generated system really runs; each way in which one can be broken is found, with its file."""

from collections.abc import Iterator

import pytest

from application.generation.generate import Generator
from application.ports.template_cases import Problem
from domain.generation.catalogue import CATALOGUE
from domain.template_cases import cases
from infrastructure.adapters.clock_system import SystemClock
from infrastructure.adapters.formatter_ruff import RuffFormatter
from infrastructure.adapters.import_check_subprocess import SubprocessImportCheck
from infrastructure.adapters.templates_case_run import TemplateCaseRun
from infrastructure.adapters.templates_jinja import JinjaTemplates

pytestmark = pytest.mark.slow
FORM = "ui/components/student_form.py"
ROUTES = "app/routes/student.py"


@pytest.fixture(scope="module")
def case_run() -> Iterator[TemplateCaseRun]:
    with SubprocessImportCheck() as imports:
        imports.warm_up()
        yield TemplateCaseRun(imports)


def generated(case: str) -> dict[str, str]:
    system = cases(CATALOGUE[0])[case]
    generation = Generator(JinjaTemplates(), RuffFormatter(), SystemClock()).generate(system)
    return {file.path: file.text for file in generation.files}


def test_a_good_system_has_no_problem(case_run: TemplateCaseRun) -> None:
    assert case_run.run(generated("relationships")) == []


def test_each_broken_part_is_found_in_its_file(case_run: TemplateCaseRun) -> None:
    files = generated("minimal")
    files["schema.sql"] += "CREATE TABLE once (a INTEGER);\n"
    files[FORM] = files[FORM].replace(
        "def render_form() -> None:", "def render_form() -> None:\n    1 / 0"
    )
    files["tests/test_student.py"] += "\n\ndef test_wrong() -> None:\n    assert 1 == 2\n"

    found = case_run.run(files)

    assert found[0] == Problem("schema.sql", "table once already exists")
    assert found[1].path == FORM
    assert "division by zero" in found[1].reason
    assert found[2] == Problem("tests/test_student.py", "test_wrong: assert 1 == 2")


def test_a_system_that_does_not_start_is_a_problem(case_run: TemplateCaseRun) -> None:
    files = generated("minimal")
    files["app/main.py"] = "raise SystemExit(3)\n"

    found = case_run.run(files)

    assert any("SystemExit" in one.reason for one in found)
