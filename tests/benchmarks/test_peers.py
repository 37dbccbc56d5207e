"""The other caches: none has to be installed, and none changes what is."""

import re
from pathlib import Path

import pytest

from benchmarks import peers
from benchmarks.bench_peers import KEYS, computations, is_changed, ours

ROOT = Path(__file__).parents[2]


def pinned(name: str) -> dict[str, str]:
    text = (ROOT / name).read_text(encoding="utf-8")
    return dict(re.findall(r"^([\w.-]+)==(\S+)", text, re.MULTILINE))


def test_the_lock_of_the_peers_changes_no_version() -> None:
    own, others = pinned("requirements.lock"), pinned("requirements-peers.lock")

    assert {name: others[name] for name in own.keys() & others.keys()} == {
        name: own[name] for name in own.keys() & others.keys()
    }
    assert {"cachebox", "diskcache", "dspy", "gptcache", "litellm"} <= others.keys() - own.keys()


def test_one_that_is_not_installed_is_named_and_left_out(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(peers, "import_module", refuse)
    monkeypatch.setattr(peers, "PEERS", {"raw dict": peers.raw_dict, "cachebox": peers.cachebox})

    found = peers.open_peers({"key": {"entity": "Film"}}, tmp_path)

    assert found["raw dict"] is not None
    assert found["raw dict"].hit("key") == {"entity": "Film"}
    assert found["cachebox"] is None


def refuse(name: str) -> None:
    raise ModuleNotFoundError(name)


def test_ours_computes_once_for_eight_equal_misses_and_cannot_be_changed(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("benchmarks.bench_peers.KEYS", KEYS[:10])
    with ours(tmp_path) as own:
        assert [computations(peer) for peer in own.values()] == [1, None]
        assert not any(is_changed(peer) for peer in own.values())
