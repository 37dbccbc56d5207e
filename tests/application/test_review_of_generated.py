"""The review of this service's own artefacts: all of them are approved as they are.

What becomes of them once they are damaged stands in `test_injected_faults.py`.
"""

from functools import cache

import pytest

from application.generation.generate import GeneratedFile
from application.rules import Rules
from domain.generation.catalogue import SEED_TEMPLATES
from domain.review import Outcome, Review
from infrastructure.adapters.clock_system import SystemClock
from infrastructure.adapters.event_log_memory import MemoryEventLog
from infrastructure.adapters.pattern_engine import RE2PatternEngine
from tests.templates.systems import generation, specification

SCHEMAS = ["chinook", "northwind", "sakila", "school"]
RULES = Rules(log=MemoryEventLog(), clock=SystemClock(), patterns=RE2PatternEngine())
BY_ENTITY = {metadata.template_id for metadata in SEED_TEMPLATES}
BY_ENTITY |= {"frontend_page", "backend_links_routes", "test_links"}


@cache
def generated(schema: str) -> dict[str, GeneratedFile]:
    return {file.path: file for file in generation(schema).files}


@cache
def review(file: GeneratedFile) -> Review:
    return RULES.check(file.text, file.swea_type, path=file.path)


@pytest.mark.parametrize("schema", SCHEMAS)
def test_every_artefact_of_an_entity_is_approved(schema: str) -> None:
    files = [f for f in generated(schema).values() if f.template_id in BY_ENTITY]

    verdicts = {file.path: review(file) for file in files}

    assert len(files) > 50
    doubtful = {
        path: [r.reason for r in found.results if r.applicable and r.outcome != found.outcome]
        for path, found in verdicts.items()
        if found.outcome is not Outcome.CONFIDENT_APPROVAL
    }
    assert doubtful == {}


@pytest.mark.parametrize("schema", SCHEMAS)
def test_six_of_the_six_artefacts_of_each_table_are_approved(schema: str) -> None:
    six = {metadata.template_id for metadata in SEED_TEMPLATES}
    files = [file for file in generated(schema).values() if file.template_id in six]

    approved = {
        entity.name: {
            file.template_id
            for file in files
            if file.entity in (entity.name, None)  # the schema is one file for all
            and review(file).outcome is Outcome.CONFIDENT_APPROVAL
        }
        for entity in specification(schema).entities
    }

    assert len(six) == 6
    assert approved == dict.fromkeys(approved, six)


@pytest.mark.parametrize("schema", SCHEMAS)
def test_no_file_of_the_whole_system_is_rejected(schema: str) -> None:
    rejected = [
        file.path
        for file in generated(schema).values()
        if review(file).outcome is Outcome.CONFIDENT_REJECTION
    ]

    assert rejected == []
