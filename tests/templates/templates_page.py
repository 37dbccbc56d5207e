"""The tables of docs/templates.md, from the code; run this module to write them anew."""

import dataclasses
import inspect
from collections.abc import Iterator
from pathlib import Path

from domain.attributes import Attribute
from domain.entities import EntitySpec, SystemSpec
from domain.generation import backend, comparing, frontend, inputs, links, table_keys, testing
from domain.generation.views import SystemViews
from domain.naming import EntityNames
from domain.template_context import entity_context, system_context
from domain.templates import TemplateInput
from infrastructure.adapters.templates_environment import FILTERS

PAGE = Path(__file__).parents[2] / "docs" / "templates.md"
BEGIN = "<!-- begin: written by python -m tests.templates.templates_page -->\n"
END = "<!-- end -->\n"
WORDS = {
    "entity": "the entity for backend, database and tests: an EntityModel",
    "view": "the entity for the user interface: an EntityView",
    "test": "what its tests send: a TestModel",
    "system": "`title` and `entities`, every EntityModel",
    "views": "every EntityView",
    "requests": "the requests that the system was built from, as data",
    "modules": "the module of each entity, by its name",
    "rules": "the business rules of each entity, by its name",
    "links": "the link tables of the system: Links",
    "targets": "every Target, by the name of its entity",
    "tests": "every TestModel, by the name of its entity",
    "title": "the name of the system, as data",
    "entity_name": "the name of the entity as it was given",
    "attributes": "its attributes as dictionaries: `name`, `type`, `required`, `default`, and what "
    "else is said of them",
    "business_rules": "its rules, as sentences",
    "relationships": "its relations as dictionaries: `related_entity`, `type`, `field_name`",
    "standards_context": "the standards of the input",
    "entity_names": "the names of all entities",
    "max_digits": "the most digits of a decimal",
    "email_pattern": "what an e-mail address looks like",
    "email_max_length": "its most characters",
    "url_max_length": "the most characters of a URL",
}
MODELS = (
    backend.EntityModel,
    EntityNames,
    backend.FieldModel,
    Attribute,
    table_keys.ForeignKey,
    frontend.EntityView,
    frontend.FieldView,
    inputs.Option,
    frontend.ColumnView,
    inputs.Target,
    testing.TestModel,
    comparing.ComparisonModel,
    links.Links,
    links.Way,
    links.LinkTable,
    links.LinkColumn,
)


def contexts() -> tuple[dict[str, object], dict[str, object]]:
    """What a template of an entity and one of the whole system are given."""
    entity = EntitySpec(name="Student", attributes=(Attribute(name="name"),))
    system = SystemSpec(name="school", entities=(entity,))
    views = SystemViews(system)
    asked = TemplateInput(entity=entity, system=system)
    return entity_context(views, asked), system_context(views, system)


def tables() -> str:
    """The part of the page between the marks."""
    return "\n".join([*_variables(), "", *_models(), "", *_filters(), ""])


def _variables() -> Iterator[str]:
    of_entity, of_system = contexts()
    yield "## Variables"
    yield "`entity` are those of a template of an entity, `system` those of a version of yours of a"
    yield "packaged template of the whole system."
    yield ""
    yield "| variable | given to | what it is |"
    yield "|---|---|---|"
    for name in {**of_entity, **of_system}:
        both = name in of_entity and name in of_system
        to = "both" if both else "entity" if name in of_entity else "system"
        yield f"| `{name}` | {to} | {WORDS[name]} |"


def _models() -> Iterator[str]:
    yield "| class | fields |"
    yield "|---|---|"
    for model in MODELS:
        fields = [field.name for field in dataclasses.fields(model)]
        fields += [name for name, value in vars(model).items() if isinstance(value, property)]
        yield f"| {model.__name__} | {', '.join(f'`{name}`' for name in fields)} |"


def _filters() -> Iterator[str]:
    yield "## Filters"
    yield "Beside those of Jinja2:"
    yield ""
    yield "| filter | gives |"
    yield "|---|---|"
    for name, one in FILTERS.items():
        said = (inspect.getdoc(one) or "").splitlines()[0].rstrip(".")
        yield f"| `{name}` | {said} |"


def main() -> None:
    """Write the page."""
    head, _, rest = PAGE.read_text(encoding="utf-8").partition(BEGIN)
    _, _, tail = rest.partition(END)
    PAGE.write_text(head + BEGIN + tables() + END + tail, encoding="utf-8")


if __name__ == "__main__":
    main()
