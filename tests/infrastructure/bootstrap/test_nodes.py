"""Nodes that share one log: what one caches, supersedes or invalidates holds on the others too."""

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from domain.recognition import Intent, Recognition, Source
from infrastructure.adapters.event_log_sqlite import SQLiteEventLog
from infrastructure.bootstrap import Optimizer, stores
from infrastructure.settings import Settings

ROOT = Path(__file__).parents[3]
INVALIDATING = """
import sys
from pathlib import Path
from baes_optimizer import Optimizer, Settings
with Optimizer.open(Settings(data_dir=Path(sys.argv[1]))) as optimizer:
    assert optimizer.cache.invalidate("Student") == 1
"""
TEXT = "create student with name and age"
PARAPHRASE = "build a student app with age and name"
PUPIL = Recognition(entity="Pupil", intent=Intent.CREATE, confidence=0.5)

Nodes = tuple[Optimizer, Optimizer]


@pytest.fixture
def nodes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Nodes]:
    """Two of them, feeding their read models in the background."""
    shared = tmp_path / "shared" / "events.db"
    monkeypatch.setattr(stores, "open_event_log", lambda _: SQLiteEventLog(shared))
    monkeypatch.setattr(stores, "BACKGROUND_AFTER_SECONDS", 0)
    with ExitStack() as opened:
        one, other = (
            opened.enter_context(Optimizer.open(Settings(data_dir=tmp_path / name)))
            for name in ("one", "two")
        )
        yield one, other


def _until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 10
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.005)


def _source(node: Optimizer, text: str = TEXT) -> Source:
    return node.look_up(text).source


def _settled(*nodes: Optimizer) -> None:
    """Every node has read all that was recorded, its memory included."""
    for node in nodes:
        node._stores.journal.flush()
        node._stores.projector.catch_up()


def test_what_one_node_caches_another_one_serves(nodes: Nodes) -> None:
    one, other = nodes
    one.recognize(TEXT)

    _until(lambda: other.cache.show(TEXT).entry is not None)

    assert _source(other) is Source.PERSISTENT
    assert _source(other) is Source.MEMORY


def test_what_one_node_invalidates_another_one_forgets(nodes: Nodes) -> None:
    one, other = nodes
    one.recognize(TEXT)
    _settled(one, other)
    assert other.look_up(PARAPHRASE).source is Source.PERSISTENT
    assert other.cache.show(TEXT).in_memory

    one.cache.invalidate("Student")

    _until(lambda: not other.cache.show(TEXT).in_memory)
    assert _source(other, PARAPHRASE) is Source.RULES


def test_what_one_node_supersedes_another_one_serves_anew(nodes: Nodes) -> None:
    one, other = nodes
    other.recognize(TEXT)
    _settled(one, other)
    assert _source(other) is Source.MEMORY

    one.cache.write(TEXT, PUPIL)

    _until(lambda: other.recognize(TEXT) == PUPIL)
    _settled(one, other)
    assert one.recognize(PARAPHRASE) == other.recognize(PARAPHRASE) == PUPIL


def test_a_node_keeps_in_memory_what_it_has_cached_itself(nodes: Nodes) -> None:
    one, other = nodes
    assert _source(one) is Source.RULES

    _settled(one, other)

    assert _source(one) is Source.MEMORY


def test_an_entry_of_another_node_that_was_not_read_yet_is_invalidated_too(nodes: Nodes) -> None:
    one, other = nodes
    other.recognize(TEXT)

    assert one.cache.invalidate("Student") == 1

    _settled(one, other)
    assert not other.cache.show(TEXT).in_memory
    assert list(other.cache.entries()) == []


def test_nodes_that_cache_and_invalidate_at_once_agree_in_the_end(nodes: Nodes) -> None:
    one, other = nodes
    texts = [f"create {name} with title" for name in ("book", "film", "song", "poem")]
    for turn in range(12):
        for number, text in enumerate(texts):
            node = (one, other)[(turn + number) % 2]
            node.recognize(text)
        (one, other)[turn % 2].cache.invalidate(("Book", "Film", "Song", "Poem")[turn % 4])
    _settled(one, other)

    for text in texts:
        shown = [node.cache.show(text) for node in nodes]
        assert shown[0].entry == shown[1].entry
        for one_shown in shown:
            assert not one_shown.in_memory or one_shown.entry is not None


def test_what_a_process_beside_it_invalidates_is_forgotten(tmp_path: Path) -> None:
    with Optimizer.open(Settings(data_dir=tmp_path)) as optimizer:
        optimizer.project()
        optimizer.recognize(TEXT)
        assert _source(optimizer) is Source.MEMORY

        subprocess.run([sys.executable, "-c", INVALIDATING, tmp_path], cwd=ROOT, check=True)

        _until(lambda: not optimizer.cache.show(TEXT).in_memory)
        assert _source(optimizer) is Source.RULES
