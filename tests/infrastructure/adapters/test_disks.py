"""A disk that is full or read-only: a sentence, no damage, and it goes on when it can."""

import json
from contextlib import closing
from pathlib import Path
from uuid import UUID

import pytest

from domain.events import RuleDisabled
from infrastructure.adapters.event_log_sqlite import SQLiteEventLog
from tests.examples import fact
from tests.infrastructure.adapters import full_disk
from tests.own_disk import on_a_read_only_disk, on_a_small_disk

OPENING = """
import json, sys
from pathlib import Path
from domain.errors import StoreError
from infrastructure.adapters.event_log_sqlite import SQLiteEventLog
try:
    SQLiteEventLog(Path(sys.argv[1]))
except StoreError as error:
    print(json.dumps([error.code, error.message, error.hint]))
"""


@pytest.mark.slow
def test_a_full_disk_refuses_loses_nothing_and_is_used_again_when_there_is_space(
    tmp_path: Path,
) -> None:
    said = json.loads(on_a_small_disk(tmp_path, "2m", "-m", full_disk.__name__, tmp_path))

    full = [f"{tmp_path}/events.db cannot grow: the disk is full", "free some space and try again"]
    acknowledged = said["acknowledged"]
    assert len(acknowledged) > 20
    assert said["refusal"] == said["refused_again"] == full
    assert not said["while_full"]["healthy"]
    assert said["while_full"]["readable"] >= len(acknowledged)
    assert said["after"] == {"healthy": True, "refusal": []}
    assert said["facts"] == [*acknowledged, "afterwards"]
    taken = [f"fact {n}" for n in range(len(acknowledged) + 1)] + [f"full {n}" for n in range(50)]
    assert said["hits"] == taken
    assert said["dropped"] == 0
    assert said["check"] == "ok"


@pytest.mark.slow
@pytest.mark.parametrize("existing", [False, True], ids=["no store yet", "a store"])
def test_a_store_on_a_read_only_disk_is_a_store_error_and_left_alone(
    tmp_path: Path, *, existing: bool
) -> None:
    path = tmp_path / "events.db"
    if existing:
        with closing(SQLiteEventLog(path)) as log:
            log.append(UUID(int=1), [fact(RuleDisabled(rule_id="r"), 1)], expected=0)
    before = path.read_bytes() if existing else None

    code, message, hint = json.loads(on_a_read_only_disk(tmp_path, "-c", OPENING, path))

    assert code == "store_unusable"
    assert str(path) in message
    assert "choose another" in hint
    assert (path.read_bytes() if existing else None) == before
