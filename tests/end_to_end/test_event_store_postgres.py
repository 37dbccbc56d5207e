"""Nodes that share one log in PostgreSQL, and what the program says when it cannot be used."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from baes_optimizer import Optimizer, Settings
from tests.end_to_end.program import BaesOpt, Ran
from tests.postgres_server import PostgresServer

BOOKS = "create books with title and pages:int"
PENS = "create pens with colour"
SECRET = "gehe1m-w0rt"  # noqa: S105 - a password that nobody has
LONG = 30.0  # seconds; nothing here takes as long unless it is broken


@pytest.fixture
def settings(postgres: PostgresServer) -> dict[str, str]:
    """The variables of a store that does not exist yet."""
    return {
        "BAES_EVENT_STORE": postgres.address(password=SECRET),
        "BAES_EVENT_STORE_SCHEMA": postgres.new_store().schema,
    }


def _node(tmp_path: Path, name: str, settings: dict[str, str]) -> dict[str, str]:
    return settings | {"BAES_DATA_DIR": str(tmp_path / name)}


def test_what_one_node_has_recognised_is_served_on_another(
    baes_opt: BaesOpt, tmp_path: Path, settings: dict[str, str]
) -> None:
    one, two = _node(tmp_path, "one", settings), _node(tmp_path, "two", settings)
    made = baes_opt("store", "migrate", "--json", settings=one)

    first = baes_opt("recognize", BOOKS, "--json", settings=one)
    second = baes_opt("recognize", BOOKS, "--json", settings=two)
    status = baes_opt("store", "status", "--json", settings=two)

    assert made.code == 0
    assert len(made.json["done"]) == 4
    assert first.json["source"] == "rules"
    assert second.json["source"] == "persistent"
    assert second.json["key"] == first.json["key"]
    assert status.json["kind"] == "postgresql"
    assert status.json["events"] == status.json["position"] == 3
    assert not (tmp_path / "one" / "events.db").exists()
    assert SECRET not in "".join(f"{ran}" for ran in (made, first, second, status))


def _eventually(condition: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + LONG
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.01)
    return True


def test_nodes_that_run_see_what_the_others_cache_and_invalidate(
    baes_opt: BaesOpt, tmp_path: Path, settings: dict[str, str]
) -> None:
    baes_opt("store", "migrate", settings=settings)
    shared = {
        "event_store": settings["BAES_EVENT_STORE"],
        "event_store_schema": settings["BAES_EVENT_STORE_SCHEMA"],
    }
    with (
        Optimizer.open(Settings.load({}, data_dir=tmp_path / "one", **shared)) as one,
        Optimizer.open(Settings.load({}, data_dir=tmp_path / "two", **shared)) as two,
    ):
        assert one.look_up(BOOKS).source == "rules"
        assert _eventually(lambda: two.cache.read(BOOKS) is not None)
        assert two.look_up(BOOKS).source in {"persistent", "memory"}
        assert two.look_up(BOOKS).source == "memory"

        one.cache.invalidate(entity="Book")
        assert _eventually(lambda: two.cache.read(BOOKS) is None)
        assert two.look_up(BOOKS).source == "rules"


def _spoilt(baes_opt: BaesOpt, postgres: PostgresServer, settings: dict[str, str], how: str) -> str:
    table = f"{settings['BAES_EVENT_STORE_SCHEMA']}.stored_events"
    match how:
        case "unreachable":
            return f"postgresql://u:{SECRET}@127.0.0.1:1/d"
        case "unreadable":
            return f"postgresql://u:{SECRET}@@h/d"
        case "newer":
            baes_opt("store", "migrate", settings=settings)
            mark = "baes-optimizer event store, format 9"
            postgres.execute(f"COMMENT ON TABLE {table} IS '{mark}'")
        case "no right":
            baes_opt("store", "migrate", settings=settings)
            postgres.execute("DROP ROLE IF EXISTS visitor", "CREATE ROLE visitor LOGIN")
            return postgres.address(user="visitor", password=SECRET)
    return settings["BAES_EVENT_STORE"]


@pytest.mark.parametrize(
    ("how", "says"),
    [
        ("unreachable", "cannot be reached"),
        ("unreadable", "cannot be read as an address"),
        ("not migrated", "holds no event store yet"),
        ("newer", "has format 9, newer than the 1"),
        ("no right", "role visitor lacks USAGE on schema"),
    ],
)
def test_a_store_that_cannot_be_used_is_exit_code_4_and_one_sentence(
    baes_opt: BaesOpt,
    tmp_path: Path,
    postgres: PostgresServer,
    *,
    settings: dict[str, str],
    how: str,
    says: str,
) -> None:
    address = _spoilt(baes_opt, postgres, settings, how)
    used = settings | {"BAES_EVENT_STORE": address}

    for command in (["recognize", BOOKS], ["store", "status"]):
        ran = baes_opt(*command, "--json", settings=used)
        _is_one_sentence(ran, says)

    assert not (tmp_path / "baes-data").exists()


def _is_one_sentence(ran: Ran, says: str) -> None:
    assert ran.code == 4
    assert says in ran.json["error"]["message"]
    assert ran.json["error"]["hint"]
    assert "Traceback" not in ran.err
    assert SECRET not in ran.out + ran.err


def test_another_kind_of_address_is_exit_code_2(baes_opt: BaesOpt, tmp_path: Path) -> None:
    ran = baes_opt("recognize", BOOKS, settings={"BAES_EVENT_STORE": f"mysql://u:{SECRET}@h/d"})

    assert ran.code == 2
    assert "postgresql://" in ran.err
    assert SECRET not in ran.err
    assert not (tmp_path / "baes-data").exists()


def test_a_role_that_does_not_exist_cannot_be_granted_anything(
    baes_opt: BaesOpt, settings: dict[str, str]
) -> None:
    ran = baes_opt("store", "migrate", "--grant-to", "nobody", "--json", settings=settings)

    assert ran.code == 2
    assert ran.json["error"]["message"] == "there is no role nobody"
    assert baes_opt("store", "status", settings=settings).code == 4
