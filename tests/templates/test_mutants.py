"""The emitted tests notice a broken API; `make bench ONLY=mutants` tries every table."""

from pathlib import Path

import pytest

from tests.templates.link_mutations import LINK_MUTATIONS, STUDENT_LINKS
from tests.templates.mutation import Target, survivors
from tests.templates.systems import generation, write

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]
FEWEST = 14  # mutants of an entity


def test_the_sound_system_passes_and_every_mutant_is_noticed(tmp_path: Path) -> None:
    sound = write(generation("library"), tmp_path / "sound")

    found = survivors(sound, Target("book", "Book"), tmp_path / "mutants")

    assert found.sound_passes
    assert found.tried >= FEWEST
    assert found.alive == ()


def test_every_mutant_of_links_is_noticed(tmp_path: Path) -> None:
    sound = write(generation("school"), tmp_path / "sound")

    found = survivors(sound, STUDENT_LINKS, tmp_path / "mutants", LINK_MUTATIONS)

    assert found.sound_passes
    assert found.tried == len(LINK_MUTATIONS)
    assert found.alive == ()


def test_tests_fail_against_an_empty_server(tmp_path: Path) -> None:
    sound = write(generation("library"), tmp_path / "sound")
    routes = sound / "app" / "routes" / "__init__.py"
    text = routes.read_text(encoding="utf-8")
    routes.write_text(text + "\nROUTERS = ()\n", encoding="utf-8")

    found = survivors(sound, Target("book", "Book"), tmp_path / "mutants", ())

    assert not found.sound_passes
