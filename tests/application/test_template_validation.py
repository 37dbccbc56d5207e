"""Five cases for each template, and whose fault a problem is; what runs is tried elsewhere."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from application.generation.generate import GeneratedFile
from application.ports.template_cases import Problem
from application.rules import Rules
from application.template_validation import TemplateValidation, TemplateValidator, nothing_shown
from domain.generation.catalogue import CATALOGUE, SEED_TEMPLATES
from domain.review import Review
from domain.template_cases import cases
from domain.templates import TemplateMetadata, TemplateSource, TemplateVersion
from infrastructure.adapters.clock_system import SystemClock
from infrastructure.adapters.event_log_memory import MemoryEventLog
from infrastructure.adapters.formatter_ruff import RuffFormatter
from infrastructure.adapters.pattern_engine import RE2PatternEngine
from infrastructure.adapters.templates_jinja import JinjaTemplates
from infrastructure.adapters.templates_sandbox import SubprocessTemplates

RULES = Rules(log=MemoryEventLog(), clock=SystemClock(), patterns=RE2PatternEngine())
FIVE = ["minimal", "standard", "relationships", "validation rules", "defaults"]
MODEL = TemplateVersion(SEED_TEMPLATES[0])


class Imports:
    """Finds the same problem in one module of every system."""

    def __init__(self, **problems: str) -> None:
        self._problems = problems

    def warm_up(self) -> None:
        pass

    def check(self, folder: Path, modules: Sequence[str]) -> dict[str, str | None]:
        assert folder.is_dir()
        return {module: self._problems.get(module.rpartition(".")[2]) for module in modules}

    def close(self) -> None:
        pass


class Runs:
    """Remembers what it was given, and finds these problems in it."""

    def __init__(self, *problems: Problem) -> None:
        self.problems = problems
        self.systems: list[Mapping[str, str]] = []

    def run(self, files: Mapping[str, str]) -> list[Problem]:
        self.systems.append(files)
        return list(self.problems)


@pytest.fixture(scope="module")
def sandbox() -> Iterator[SubprocessTemplates]:
    with SubprocessTemplates() as made:
        yield made


def review(file: GeneratedFile) -> Review:
    return RULES.check(file.text, file.swea_type, path=file.path)


def validate(
    sandbox: SubprocessTemplates,
    *templates: TemplateVersion,
    imports: Imports | None = None,
    run: Runs | None = None,
) -> list[TemplateValidation]:
    return TemplateValidator(
        packaged=JinjaTemplates(),
        sandbox=sandbox,
        formatter=RuffFormatter(),
        clock=SystemClock(),
        review=review,
        imports=imports or Imports(),
        run=run or Runs(),
    ).validate(templates, nothing_shown)


def of_user(text: str, **fields: Any) -> TemplateVersion:
    metadata = {
        "template_id": "mine",
        "template_path": "mine.py.j2",
        "entity_types": ["Student"],
        "swea_type": "backend",
        "version": "1.0.0",
        "description": "of a user",
    } | fields
    return TemplateVersion(
        TemplateMetadata.model_validate(metadata),
        (TemplateSource(path="mine.py.j2", text=text),),
    )


def test_the_cases_are_about_the_entity_that_a_template_names() -> None:
    found = cases(of_user("", entity_types=["Sales Order"]).metadata)

    assert list(found) == FIVE
    assert {system.entities[0].name for system in found.values()} == {"Sales Order"}
    assert len(found["minimal"].entities[0].attributes) == 1


def test_a_good_template_has_five_good_cases(sandbox: SubprocessTemplates) -> None:
    run = Runs()

    (done,) = validate(sandbox, MODEL, run=run)

    assert done.ok
    assert [one.case for one in done.cases] == FIVE
    assert len(run.systems) == 5
    assert all("app/models/student.py" in files for files in run.systems)


def test_ours_are_judged_together_and_each_by_its_own_files(sandbox: SubprocessTemplates) -> None:
    run = Runs(Problem("schema.sql", "no such table: x"))

    done = validate(sandbox, *(TemplateVersion(one) for one in CATALOGUE), run=run)

    assert [one.template_id for one in done] == [one.template_id for one in CATALOGUE]
    assert len(run.systems) == 5
    assert [one.template_id for one in done if not one.ok] == ["database_schema_crud"]
    assert done[2].cases[0].problems == ("schema.sql: no such table: x",)


def test_a_problem_of_no_file_is_everybodys(sandbox: SubprocessTemplates) -> None:
    done = validate(
        sandbox, MODEL, TemplateVersion(SEED_TEMPLATES[1]), run=Runs(Problem("", "it did not end"))
    )

    assert [one.ok for one in done] == [False, False]


def test_what_a_template_of_a_user_breaks_elsewhere_is_its_fault(
    sandbox: SubprocessTemplates,
) -> None:
    mine = of_user('{% include "backend/model_crud.py.j2" %}', replaces="backend_model_crud")
    run = Runs(Problem("tests/test_student.py", "test_x: assert 201 == 500"))

    (done,) = validate(sandbox, mine, run=run)

    assert [one.ok for one in done.cases] == [False] * 5
    assert done.cases[0].problems == ("tests/test_student.py: test_x: assert 201 == 500",)


def test_it_is_used_in_its_place_for_its_entity_alone(sandbox: SubprocessTemplates) -> None:
    text = '{% include "backend/model_crud.py.j2" %}\n\nMARK = 1\n'
    run = Runs()

    validate(sandbox, of_user(text, replaces="backend_model_crud"), run=run)

    files = run.systems[FIVE.index("relationships")]
    assert "MARK = 1" in files["app/models/student.py"]
    assert "MARK = 1" not in files["app/models/base_team.py"]


def test_one_that_a_build_leaves_alone_is_tried_as_a_file_more(
    sandbox: SubprocessTemplates,
) -> None:
    run = Runs()

    (done,) = validate(sandbox, of_user("NAME = {{ entity_name | py_literal }}\n"), run=run)

    assert done.ok
    assert 'NAME = "Student"' in run.systems[0]["extra/student.py"]


def test_each_case_says_why_it_fails(sandbox: SubprocessTemplates) -> None:
    text = "X = [{% for one in attributes if one.default %}{{ one.default }},{% endfor %}]\n"

    (done,) = validate(sandbox, of_user(text))

    failed = {one.case: one.problems[0] for one in done.cases if not one.ok}
    assert list(failed) == ["defaults"]
    assert failed["defaults"].startswith("extra/student.py: what mine.py.j2 writes is no Python")


def test_a_review_and_an_import_count(sandbox: SubprocessTemplates) -> None:
    text = 'PASSWORD = "hunter2-hunter2"\n'

    (reviewed,) = validate(sandbox, of_user(text))
    (imported,) = validate(sandbox, of_user("x = 1\n"), imports=Imports(student="NameError: y"))

    assert "extra/student.py: line 3: " in reviewed.cases[0].problems[0]
    assert "NameError: y" in str(imported.cases[0].problems)
