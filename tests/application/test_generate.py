"""Generating: waves, order, fallbacks; the same with and without threads."""

from collections.abc import Mapping

from application.generation.generate import Generator
from domain.attributes import Attribute
from domain.entities import EntitySpec, SystemSpec
from domain.generation.catalogue import CATALOGUE
from domain.templates import SweaType
from infrastructure.adapters.clock_system import SystemClock
from infrastructure.adapters.formatter_ruff import RuffFormatter
from infrastructure.adapters.templates_jinja import JinjaTemplates

SCHOOL = SystemSpec(
    name="school",
    entities=tuple(
        EntitySpec(name=name, attributes=(Attribute(name="title"),)) for name in ("Course", "Room")
    ),
)


class Unformatted:
    """Leaves everything as it is, and remembers what it was given."""

    def __init__(self) -> None:
        self.batches: list[set[str]] = []

    def format(self, files: Mapping[str, str]) -> dict[str, str]:
        self.batches.append(set(files))
        return dict(files)


def test_threads_change_nothing() -> None:
    together = Generator(JinjaTemplates(), RuffFormatter(), SystemClock(), parallel=True)
    in_turn = Generator(JinjaTemplates(), RuffFormatter(), SystemClock(), parallel=False)

    first, second = together.generate(SCHOOL), in_turn.generate(SCHOOL)

    assert [(f.path, f.text) for f in first.files] == [(f.path, f.text) for f in second.files]


def test_backend_waits_for_database_and_frontend_and_tests_come_last() -> None:
    formatter = Unformatted()

    generation = Generator(JinjaTemplates(), formatter, SystemClock(), parallel=False).generate(
        SCHOOL
    )

    waves = [min(path.split("/")[0] for path in batch) for batch in formatter.batches]
    assert waves == ["schema.sql", ".streamlit", "README.md", "pyproject.toml"]
    assert set(generation.seconds) == set(SweaType)


def test_the_schema_has_a_section_for_each_entity() -> None:
    generation = Generator(JinjaTemplates(), Unformatted(), SystemClock()).generate(SCHOOL)
    (schema,) = [file for file in generation.files if file.path == "schema.sql"]

    assert schema.entity is None
    assert schema.text.index('"courses"') < schema.text.index('"rooms"')


def test_what_cannot_be_rendered_is_a_fallback_and_the_rest_is_there() -> None:
    catalogue = [
        metadata.model_copy(update={"template_path": "nowhere.j2"})
        if metadata.template_id == "backend_routes_crud"
        else metadata
        for metadata in CATALOGUE
    ]
    generator = Generator(JinjaTemplates(catalogue), Unformatted(), SystemClock())

    generation = generator.generate(SCHOOL)

    assert [f.path for f in generation.fallbacks] == ["app/routes/course.py", "app/routes/room.py"]
    assert {f.entity for f in generation.fallbacks} == {"Course", "Room"}
    assert all("nowhere.j2" in fallback.reason for fallback in generation.fallbacks)
    assert "app/models/course.py" in {file.path for file in generation.files}
