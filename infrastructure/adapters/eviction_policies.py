"""Which entry goes when the memory tier is full. A policy keeps the entries; its hits take no lock.

`lru` moves a hit entry to the end: one atomic step of an OrderedDict. `sieve` sets a bit on a hit;
a hand walks from old to new, clears bits and takes the first entry without one. Writes (`put`,
`discard`, `evict`) are made under the tier's lock.
"""

from collections import OrderedDict
from contextlib import suppress
from dataclasses import replace
from typing import Protocol

from application.ports.recognition_store import CachedRecognition


class EvictionPolicy(Protocol):
    """A mapping from key to entry that knows its least useful one, and counts uses."""

    def get(self, key: str) -> CachedRecognition | None:
        """The entry, marked and counted as used. Without a lock, from any thread."""
        ...

    def peek(self, key: str) -> CachedRecognition | None:
        """The entry, not marked as used."""
        ...

    def put(self, key: str, entry: CachedRecognition) -> None:
        """Keep an entry in place of any other of that key."""
        ...

    def discard(self, key: str) -> CachedRecognition | None:
        """Drop an entry."""
        ...

    def evict(self) -> CachedRecognition | None:
        """Drop the least useful entry; None when there is none."""
        ...

    def values(self) -> list[CachedRecognition]:
        """A copy of all entries; uses here are added to their hit_count."""
        ...

    def __len__(self) -> int: ...


class _Node:
    """An entry in use. `uses` is exact under the interpreter's lock; the log counts for good."""

    __slots__ = ("entry", "newer", "older", "uses", "visited")

    def __init__(self, entry: CachedRecognition) -> None:
        self.entry = entry
        self.uses = 0
        self.visited = False
        self.older: _Node | None = None
        self.newer: _Node | None = None

    def counted(self) -> CachedRecognition:
        if not self.uses:
            return self.entry
        return replace(self.entry, hit_count=self.entry.hit_count + self.uses)


class LRU:
    """Least recently used."""

    def __init__(self) -> None:
        self._nodes: OrderedDict[str, _Node] = OrderedDict()

    def get(self, key: str) -> CachedRecognition | None:
        node = self._nodes.get(key)
        if node is None:
            return None
        node.uses += 1
        with suppress(KeyError):  # evicted since; the answer is as good as a moment ago
            self._nodes.move_to_end(key)
        return node.entry

    def peek(self, key: str) -> CachedRecognition | None:
        node = self._nodes.get(key)
        return node.entry if node is not None else None

    def put(self, key: str, entry: CachedRecognition) -> None:
        self._nodes[key] = _Node(entry)
        self._nodes.move_to_end(key)

    def discard(self, key: str) -> CachedRecognition | None:
        node = self._nodes.pop(key, None)
        return node.entry if node is not None else None

    def evict(self) -> CachedRecognition | None:
        return self._nodes.popitem(last=False)[1].entry if self._nodes else None

    def values(self) -> list[CachedRecognition]:
        return [node.counted() for node in list(self._nodes.values())]

    def __len__(self) -> int:
        return len(self._nodes)


class Sieve:
    """SIEVE (Zhang et al., NSDI 2024): keeps what was hit again since the hand passed."""

    def __init__(self) -> None:
        self._nodes: dict[str, _Node] = {}
        self._oldest: _Node | None = None
        self._newest: _Node | None = None
        self._hand: _Node | None = None

    def get(self, key: str) -> CachedRecognition | None:
        node = self._nodes.get(key)
        if node is None:
            return None
        node.visited = True
        node.uses += 1
        return node.entry

    def peek(self, key: str) -> CachedRecognition | None:
        node = self._nodes.get(key)
        return node.entry if node is not None else None

    def put(self, key: str, entry: CachedRecognition) -> None:
        node = self._nodes.get(key)
        if node is not None:
            node.entry, node.uses = entry, 0
            return
        node = _Node(entry)
        node.older = self._newest
        if self._newest is not None:
            self._newest.newer = node
        else:
            self._oldest = node
        self._newest = node
        self._nodes[key] = node

    def discard(self, key: str) -> CachedRecognition | None:
        node = self._nodes.pop(key, None)
        if node is None:
            return None
        self._unlink(node)
        return node.entry

    def evict(self) -> CachedRecognition | None:
        node = self._hand or self._oldest
        while node is not None and node.visited:
            node.visited = False
            node = node.newer or self._oldest
        if node is None:
            return None
        self._hand = node.newer
        del self._nodes[node.entry.normalized_request_key]
        self._unlink(node)
        return node.entry

    def values(self) -> list[CachedRecognition]:
        return [node.counted() for node in list(self._nodes.values())]

    def __len__(self) -> int:
        return len(self._nodes)

    def _unlink(self, node: _Node) -> None:
        if self._hand is node:
            self._hand = node.newer
        if node.older is not None:
            node.older.newer = node.newer
        else:
            self._oldest = node.newer
        if node.newer is not None:
            node.newer.older = node.older
        else:
            self._newest = node.older


POLICIES: dict[str, type[LRU] | type[Sieve]] = {"lru": LRU, "sieve": Sieve}
