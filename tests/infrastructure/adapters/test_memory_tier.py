"""What every eviction policy and the memory tier promise."""

import gc
import sys
import threading
import tracemalloc
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from application.ports.memory_tier import Remembered
from application.ports.recognition_store import CachedRecognition
from domain.attributes import Attribute
from domain.events import EvictionReason
from domain.recognition import Intent, Recognition, Source
from infrastructure.adapters.eviction_policies import POLICIES
from infrastructure.adapters.memory_tier import TEXTS_PER_ENTRY, BoundedMemoryTier

NOW = datetime(2026, 1, 1, tzinfo=UTC)
every_policy = pytest.mark.parametrize("policy", sorted(POLICIES))


def entry(key: str, *, attributes: int = 0, timestamp: datetime = NOW) -> CachedRecognition:
    recognition = Recognition(
        entity="Thing",
        intent=Intent.CREATE,
        confidence=1.0,
        attributes=tuple(Attribute(name=f"a{n}") for n in range(attributes)),
    )
    return CachedRecognition(key, "n", recognition, timestamp, Source.RULES, key, "r")


def remembered(key: str, *, context: str | None = None, attributes: int = 0) -> Remembered:
    kept = entry(key, attributes=attributes)
    return Remembered(kept.recognition, kept, context)


def put(tier: BoundedMemoryTier, *keys: str) -> None:
    for key in keys:
        tier.put(f"text {key}", remembered(key))


@every_policy
def test_an_entry_is_found_by_text_and_by_key(policy: str) -> None:
    tier = BoundedMemoryTier(policy=policy)
    put(tier, "k")

    found = tier.find_text("text k", "any", NOW)

    assert found is not None
    assert tier.find("k", NOW) is found.entry
    assert tier.find_text("text", "any", NOW) is None
    assert tier.find("text k", NOW) is None


@every_policy
def test_what_was_used_outlives_what_was_not(policy: str) -> None:
    gone: list[tuple[str, EvictionReason]] = []
    tier = BoundedMemoryTier(
        policy=policy,
        max_entries=3,
        on_evicted=lambda e, why: gone.append((e.normalized_request_key, why)),
    )
    put(tier, "a", "b", "c")
    assert tier.find_text("text a", "any", NOW) is not None

    put(tier, "d")

    assert gone == [("b", EvictionReason.LRU)]
    assert tier.find_text("text b", "any", NOW) is None
    assert {e.normalized_request_key for e in tier.entries()} == {"a", "c", "d"}


@every_policy
def test_a_scan_of_entries_used_once_does_not_displace_a_hot_one(policy: str) -> None:
    tier = BoundedMemoryTier(policy=policy, max_entries=10)
    put(tier, "hot")
    for number in range(50):
        tier.find("hot", NOW)
        put(tier, f"cold {number}")

    assert tier.find("hot", NOW) is not None
    assert len(tier) == 10


@every_policy
def test_an_old_entry_is_not_found_and_goes(policy: str) -> None:
    gone: list[EvictionReason] = []
    tier = BoundedMemoryTier(policy=policy, on_evicted=lambda _, why: gone.append(why))
    put(tier, "k")

    assert tier.find_text("text k", "any", NOW + timedelta(days=30)) is not None
    assert tier.find_text("text k", "any", NOW + timedelta(days=30, seconds=1)) is None
    assert gone == [EvictionReason.EXPIRED]
    assert len(tier) == 0
    assert tier.estimated_bytes == 0


@every_policy
def test_a_text_that_depends_on_the_context_leads_nowhere_in_another(policy: str) -> None:
    tier = BoundedMemoryTier(policy=policy)
    tier.put("t", remembered("k", context="here"))

    assert tier.find_text("t", "here", NOW) is not None
    assert tier.find_text("t", "there", NOW) is None
    assert tier.find("k", NOW) is not None


@every_policy
def test_a_new_entry_of_a_key_takes_the_place_of_the_old_with_all_its_texts(policy: str) -> None:
    tier = BoundedMemoryTier(policy=policy)
    tier.put("one", remembered("k"))

    tier.put("two", remembered("k", attributes=1))

    assert tier.find_text("one", "any", NOW) is None
    found = tier.find_text("two", "any", NOW)
    assert found is not None
    assert len(found.recognition.attributes) == 1
    assert len(tier) == 1


@every_policy
def test_the_texts_of_an_entry_are_bounded(policy: str) -> None:
    tier = BoundedMemoryTier(policy=policy)
    kept = remembered("k")
    for number in range(TEXTS_PER_ENTRY + 1):
        tier.put(f"t{number}", kept)

    assert tier.find_text("t0", "any", NOW) is None
    assert tier.find_text(f"t{TEXTS_PER_ENTRY}", "any", NOW) is not None


@every_policy
def test_a_text_may_lead_to_one_key_and_then_to_another(policy: str) -> None:
    tier = BoundedMemoryTier(policy=policy)
    tier.put("t", remembered("k1", context="before"))
    tier.put("t", remembered("k2", context="after"))
    tier.forget("k2")

    for number in range(TEXTS_PER_ENTRY + 1):
        tier.put(f"t{number}", Remembered(entry("k1").recognition, next(iter(tier.entries()))))

    assert tier.find_text("t", "before", NOW) is None
    tier.forget("k1")
    assert tier.estimated_bytes == 0


@every_policy
def test_forgetting_and_clearing_leave_nothing_behind(policy: str) -> None:
    tier = BoundedMemoryTier(policy=policy)
    put(tier, "a", "b", "c")

    assert tier.forget("a")
    assert not tier.forget("a")
    assert tier.find_text("text a", "any", NOW) is None
    tier.clear()

    assert (len(tier), tier.estimated_bytes, list(tier.entries())) == (0, 0, [])
    put(tier, "a")
    assert len(tier) == 1


@every_policy
def test_large_entries_are_bounded_by_bytes(policy: str) -> None:
    tier = BoundedMemoryTier(policy=policy, max_bytes=200_000)
    for number in range(20):
        tier.put(f"t{number}", remembered(f"k{number}", attributes=400))

    assert len(tier) == 1
    assert tier.estimated_bytes <= 200_000


@pytest.mark.parametrize(("entries", "limit"), [(100, 1_000_000), (10_000, 30_000_000)])
def test_the_memory_it_takes_is_bounded_and_not_underestimated(entries: int, limit: int) -> None:
    tier = BoundedMemoryTier(max_entries=entries)
    gc.collect()
    tracemalloc.start()
    before, _ = tracemalloc.get_traced_memory()

    for number in range(entries):
        key = f"K1 Thing{number} " + "x" * 180  # as long as with four attributes
        tier.put(f"create a system of ordinary length {number}", remembered(key, attributes=4))
    after, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert len(tier) == entries
    assert after - before <= limit
    assert after - before <= tier.estimated_bytes


@every_policy
def test_uses_in_memory_are_added_to_what_the_entry_had(policy: str) -> None:
    tier = BoundedMemoryTier(policy=policy)
    tier.put("t", Remembered(entry("k").recognition, replace(entry("k"), hit_count=7)))

    for _ in range(3):
        assert tier.find_text("t", "any", NOW) is not None
    assert tier.peek("k") is not None

    (kept,) = tier.entries()
    assert kept.hit_count == 10


def test_a_tier_without_room_keeps_nothing() -> None:
    tier = BoundedMemoryTier(max_entries=0)
    put(tier, "k")

    assert len(tier) == 0


@every_policy
@given(steps=st.lists(st.tuples(st.sampled_from("gpd"), st.integers(0, 8)), max_size=60))
def test_a_policy_holds_at_most_its_entries_and_never_one_that_was_dropped(
    policy: str, steps: list[tuple[str, int]]
) -> None:
    tier = BoundedMemoryTier(policy=policy, max_entries=4)
    dropped: set[str] = set()
    for step, number in steps:
        key = f"k{number}"
        if step == "p":
            tier.put(key, remembered(key))
            dropped.discard(key)
            assert tier.find(key, NOW) is not None
        elif step == "d":
            tier.forget(key)
            dropped.add(key)
        else:
            found = tier.find(key, NOW)
            assert found is None or found.normalized_request_key == key
        assert len(tier) <= 4
        assert dropped.isdisjoint(e.normalized_request_key for e in tier.entries())


@every_policy
def test_threads_that_hit_while_others_evict_see_whole_entries(policy: str) -> None:
    tier = BoundedMemoryTier(policy=policy, max_entries=8)
    wrong: list[str] = []
    done = threading.Event()

    def read() -> None:
        while not done.is_set():
            for number in range(16):
                found = tier.find_text(f"text k{number}", "any", NOW)
                if found is not None and found.entry.normalized_request_key != f"k{number}":
                    wrong.append(f"k{number}")

    readers = [threading.Thread(target=read) for _ in range(4)]
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    try:
        for reader in readers:
            reader.start()
        for number in range(3_000):
            put(tier, f"k{number % 16}")
    finally:
        done.set()
        for reader in readers:
            reader.join()
        sys.setswitchinterval(interval)

    assert wrong == []
    assert len(tier) <= 8
