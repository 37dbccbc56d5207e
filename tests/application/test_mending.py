"""Repairs in a build: what was rejected is repaired and imported, or everything stays as it was."""

from collections.abc import Sequence

import pytest

from application.build.mending import Mended, mend_artefacts
from application.build.verdicts import Verdict
from application.generation.generate import GeneratedFile, Generation
from application.rules import Rules
from application.smart_retry import SmartRetry
from domain.events import ArtefactPatched, RegenerationChosen
from domain.generation.stamp import is_untouched, stamp
from domain.review import Outcome, Review
from domain.templates import SweaType
from infrastructure.adapters.clock_system import SystemClock
from infrastructure.adapters.event_log_memory import MemoryEventLog
from infrastructure.adapters.pattern_engine import RE2PatternEngine

WRONG = 'import a\n\n\n@router.post("/a")\ndef a() -> A: ...\n'
HOPELESS = 'import a\n\n\n@router.get("/a")\ndef a():\n    return find()\n'
RIGHT = WRONG.replace('"/a"', '"/a", status_code=201')


class Words:
    def count(self, text: str) -> int:
        return len(text.split())


def file(path: str, text: str) -> GeneratedFile:
    return GeneratedFile(path, stamp(path, text), SweaType.BACKEND, "A", "mine", "1.0.0", 0.0)


class World:
    """Given files, when they are mended, then this is what is written."""

    def __init__(self, *files: GeneratedFile, problem: str = "") -> None:
        self.rules = Rules(log=MemoryEventLog(), clock=SystemClock(), patterns=RE2PatternEngine())
        self.generation = Generation(files, (), {})
        self._problem = problem

    def review(self, artefact: GeneratedFile) -> Review:
        return self.rules.check(artefact.text, artefact.swea_type, path=artefact.path)

    def review_all(self, files: Sequence[GeneratedFile]) -> list[Verdict]:
        """`problem`: what is wrong with the import of a repaired file."""
        verdicts = []
        for one in files:
            found = self.review(one)
            repaired = bool(self._problem) and "status_code" in one.text
            outcome = Outcome.CONFIDENT_REJECTION if repaired else found.outcome
            problem = self._problem if repaired else ""
            verdicts.append(Verdict(one, outcome, found, 0.0, problem))
        return verdicts

    def mended(self) -> Mended:
        return mend_artefacts(
            self.generation,
            self.review_all(self.generation.files),
            retry=SmartRetry(Words()),
            review=self.review,
            review_all=self.review_all,
        )


def test_a_repaired_file_is_what_is_generated_under_a_header_that_fits() -> None:
    world = World(file("a.py", WRONG), file("b.py", "x = 1\n"))

    mended = world.mended()

    first, second = mended.generation.files
    assert first.text.endswith(RIGHT)
    assert is_untouched(first.text)
    assert second == world.generation.files[1]
    assert mended.verdicts[0].outcome is Outcome.CONFIDENT_APPROVAL
    (event,) = mended.events["a.py"]
    assert isinstance(event, ArtefactPatched)
    assert event.after_sha256 == mended.verdicts[0].event().content_sha256
    assert len(mended.repaired) == 1
    assert mended.left == ()


def test_where_one_file_is_left_no_repair_is_kept() -> None:
    world = World(file("a.py", WRONG), file("b.py", HOPELESS))

    mended = world.mended()

    assert mended.generation.files == world.generation.files
    assert list(mended.events) == ["b.py"]
    assert isinstance(mended.events["b.py"][0], RegenerationChosen)
    assert mended.repaired == ()
    (sentence,) = mended.left
    assert sentence.startswith("b.py: not repaired: backend_response_models: line ")


@pytest.mark.parametrize("problem", ["ImportError: no module named a", "NameError: x"])
def test_a_repair_that_cannot_be_imported_is_not_kept(problem: str) -> None:
    world = World(file("a.py", WRONG), problem=problem)

    mended = world.mended()

    assert mended.generation.files == world.generation.files
    (event,) = mended.events["a.py"]
    assert isinstance(event, RegenerationChosen)
    assert event.reason == f"after the repair a.py: {problem}"
    assert mended.repaired == ()
