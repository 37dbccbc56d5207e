"""Which event store is used, and what happens to read models that were made from another one."""

import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from baes_optimizer import Optimizer, Settings
from domain.errors import RejectedError, StoreError
from infrastructure.adapters.event_log_sqlite import SQLiteEventLog
from infrastructure.adapters.postgres_migration import migrate
from infrastructure.bootstrap.event_store import event_store_status, migrate_event_store
from tests.examples import EXAMPLES, STREAM, fact
from tests.postgres_server import PostgresServer

BOOKS = "create books with title and pages:int"
PENS = "create pens with colour"
ROOT = Path(__file__).parents[3]
WITHOUT_PSYCOPG = """
import sys
from pathlib import Path
from baes_optimizer import Optimizer, Settings
with Optimizer.open(Settings(data_dir=Path(sys.argv[1]))) as optimizer:
    optimizer.recognize("list students")
print(*(name for name in sys.modules if name.startswith("psycopg")))
"""


Node = Callable[[Path], Settings]


@pytest.fixture
def node(postgres: PostgresServer) -> Node:
    """The settings of a node with that data directory; all nodes share a store in PostgreSQL."""
    store = postgres.new_store()
    migrate(store)

    def settings(data_dir: Path) -> Settings:
        return Settings(
            data_dir=data_dir,
            event_store=postgres.address(),
            event_store_schema=store.schema,
        )

    return settings


def _entities(settings: Settings) -> list[str]:
    with Optimizer.open(settings) as optimizer:
        return sorted(entry.recognition.entity for entry in optimizer.cache.entries())


def _recognise(settings: Settings, text: str) -> tuple[str, list[str]]:
    with Optimizer.open(settings) as optimizer:
        return optimizer.look_up(text).source, list(optimizer.notices)


def test_a_data_directory_that_is_pointed_to_another_store_is_made_anew_and_says_so(
    tmp_path: Path, node: Node
) -> None:
    in_file, in_database = Settings(data_dir=tmp_path), node(tmp_path)
    _recognise(node(tmp_path / "other"), PENS)
    _recognise(in_file, BOOKS)

    with Optimizer.open(in_database) as optimizer:
        notices = list(optimizer.notices)
        entities = [entry.recognition.entity for entry in optimizer.cache.entries()]

    assert entities == ["Pen"]
    assert any("made from another event store" in notice for notice in notices)
    assert _entities(in_file) == ["Book"]
    assert _recognise(in_file, BOOKS) == ("persistent", [])


def test_a_store_that_was_emptied_under_the_read_models_is_noticed(
    tmp_path: Path, postgres: PostgresServer, node: Node
) -> None:
    settings = node(tmp_path)
    _recognise(settings, BOOKS)
    store = settings.event_store_schema
    postgres.execute(f"DROP SCHEMA {store} CASCADE")
    migrate_event_store(settings)
    for text in (PENS, "create inks with colour", "create caps with size:int"):
        _recognise(node(tmp_path / "other"), text)

    assert _entities(settings) == ["Cap", "Ink", "Pen"]


def test_an_ordinary_node_never_rebuilds(tmp_path: Path, node: Node) -> None:
    settings = node(tmp_path)
    _recognise(settings, BOOKS)

    assert _recognise(settings, BOOKS) == ("persistent", [])


def test_a_data_directory_from_before_is_taken_as_it_is(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path)
    _recognise(settings, BOOKS)
    (tmp_path / "event_store.id").unlink()

    assert _recognise(settings, BOOKS) == ("persistent", [])
    assert (tmp_path / "event_store.id").stat().st_mode & 0o777 == 0o600


def test_without_psycopg_one_sentence_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "psycopg_pool", None)

    with pytest.raises(StoreError, match="needs psycopg, which cannot be loaded") as caught:
        Optimizer.open(Settings(data_dir=tmp_path / "none", event_store="postgresql://h/d"))

    assert caught.value.hint == "pip install 'baes-optimizer[postgres]'"
    assert not (tmp_path / "none").exists()


def test_who_stays_with_sqlite_never_loads_psycopg(tmp_path: Path) -> None:
    ran = subprocess.run(
        [sys.executable, "-c", WITHOUT_PSYCOPG, tmp_path],
        check=True,
        cwd=ROOT,
        capture_output=True,
        text=True,
    )

    assert ran.stdout.strip() == ""


def test_a_file_is_made_by_migrating_and_counted(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path / "new")
    with pytest.raises(StoreError, match="does not exist yet"):
        event_store_status(settings)

    assert migrate_event_store(settings) == [f"created {tmp_path / 'new' / 'events.db'}"]
    assert migrate_event_store(settings) == []
    with closing(SQLiteEventLog(tmp_path / "new" / "events.db")) as log:
        log.append(STREAM, [fact(one, n) for n, one in enumerate(EXAMPLES)], expected=0)
        status = event_store_status(settings)

    assert (status.kind, status.schema, status.format) == ("sqlite", None, 1)
    assert status.events == status.position == len(EXAMPLES)
    assert status.bytes > 0


def test_a_file_has_no_roles(tmp_path: Path) -> None:
    with pytest.raises(RejectedError, match="no roles"):
        migrate_event_store(Settings(data_dir=tmp_path / "none"), grant_to=["somebody"])

    assert not (tmp_path / "none").exists()


def test_status_of_a_database_counts_events_and_names_no_password(
    tmp_path: Path, node: Node
) -> None:
    settings = node(tmp_path)
    _recognise(settings, BOOKS)

    status = event_store_status(settings)

    assert (status.kind, status.schema) == ("postgresql", settings.event_store_schema)
    assert status.events == status.position == 2
    assert status.bytes > 0
