"""The page about templates of one's own says what is: variables, filters, and its own example."""

import json
import re
from pathlib import Path

from domain.generation.artefacts import PER_ENTITY
from domain.specification import parse_specification
from domain.template_file import read_metadata
from domain.templates import TemplateInput
from infrastructure.adapters.templates_folder import UserTemplateFolder
from infrastructure.adapters.templates_jinja import ROOT
from infrastructure.adapters.templates_sandbox import SubprocessTemplates
from tests.templates.templates_page import BEGIN, END, PAGE, tables

TEXT = PAGE.read_text(encoding="utf-8")


def block(language: str) -> str:
    """The first block of code in that language."""
    found = re.search(rf"^( *)```{language}\n(.*?)^ *```", TEXT, re.DOTALL | re.MULTILINE)
    assert found is not None
    return "".join(line.removeprefix(found[1]) for line in found[2].splitlines(keepends=True))


def test_the_tables_are_those_of_the_code() -> None:
    """If this fails: python -m tests.templates.templates_page."""
    assert TEXT.partition(BEGIN)[2].partition(END)[0] == tables()


def test_the_templates_that_can_be_replaced_are_named() -> None:
    said = TEXT.partition("What can be replaced: ")[2].partition(". ")[0]

    assert set(re.findall(r"`(\w+)`", said)) == PER_ENTITY


def test_the_example_can_be_registered_and_rendered(tmp_path: Path) -> None:
    metadata = read_metadata(block("json"), source="the page")
    (tmp_path / metadata.template_path).write_text(block("jinja"), encoding="utf-8")
    sources = UserTemplateFolder(tmp_path, ROOT).read(metadata.template_path)
    spec = {"entity": "Student", "attributes": [{"name": "name"}]}
    system = parse_specification(json.dumps(spec), source="test")
    asked = TemplateInput(entity=system.entities[0], system=system)

    with SubprocessTemplates() as sandbox:
        sandbox.check(sources)
        done = sandbox.render(sources, asked, python=True)

    assert done.problem == ""
    assert "def full_name(row: Student) -> str:" in done.text
