"""Generated systems for the tests of the templates: written once a session, by name."""

from functools import cache
from pathlib import Path

from application.generation.generate import Generation, Generator
from domain.entities import SystemSpec
from domain.specification import parse_specification
from infrastructure.adapters.clock_system import SystemClock
from infrastructure.adapters.formatter_ruff import RuffFormatter
from infrastructure.adapters.templates_jinja import JinjaTemplates

HERE = Path(__file__).parent
SPECIFICATIONS = {
    **{name: HERE.parent / "data" / f"{name}.json" for name in ("chinook", "northwind", "sakila")},
    "hard": HERE / "data" / "hard.json",
    "keys": HERE / "data" / "keys.json",
    "library": HERE / "data" / "library.json",
    "rules": HERE / "data" / "rules.json",
    "school": HERE / "data" / "school.json",
}
GENERATOR = Generator(JinjaTemplates(), RuffFormatter(), SystemClock())


@cache
def specification(name: str) -> SystemSpec:
    """The checked system of that name."""
    return parse_specification(SPECIFICATIONS[name].read_text(encoding="utf-8"), source=name)


@cache
def generation(name: str) -> Generation:
    """All its files."""
    return GENERATOR.generate(specification(name))


def write(found: Generation, folder: Path) -> Path:
    """The files below a folder."""
    for file in found.files:
        path = folder / file.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(file.text, encoding="utf-8")
    return folder
