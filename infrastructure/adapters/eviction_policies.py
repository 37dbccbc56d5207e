"""Which entry goes when the memory tier is full. A policy keeps the entries; its hits take no lock.

`lru` moves a hit entry to the end: one atomic step of an OrderedDict. `sieve` sets a bit on a hit;
a hand walks from old to new, clears bits and takes the first entry without one. Writes (`put`,
`discard`, `evict`) are made under the tier's lock.
"""

from collections import OrderedDict
from typing import Protocol

from application.ports.recognition_store import CachedRecognition


class EvictionPolicy(Protocol):
    """A mapping from key to entry that knows its least useful one."""

    def get(self, key: str) -> CachedRecognition | None:
        """The entry, marked as used. Without a lock, from any thread."""
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
        """A copy of all entries."""
        ...

    def __len__(self) -> int: ...


class LRU:
    """Least recently used."""

    def __init__(self) -> None:
        self._entries: OrderedDict[str, CachedRecognition] = OrderedDict()

    def get(self, key: str) -> CachedRecognition | None:
        entry = self._entries.get(key)
        if entry is not None:
            try:
                self._entries.move_to_end(key)
            except KeyError:  # evicted since; the answer is as good as a moment ago
                return entry
        return entry

    def put(self, key: str, entry: CachedRecognition) -> None:
        self._entries[key] = entry
        self._entries.move_to_end(key)

    def discard(self, key: str) -> CachedRecognition | None:
        return self._entries.pop(key, None)

    def evict(self) -> CachedRecognition | None:
        return self._entries.popitem(last=False)[1] if self._entries else None

    def values(self) -> list[CachedRecognition]:
        return list(self._entries.values())

    def __len__(self) -> int:
        return len(self._entries)


class _Node:
    __slots__ = ("entry", "key", "newer", "older", "visited")

    def __init__(self, key: str, entry: CachedRecognition) -> None:
        self.key = key
        self.entry = entry
        self.visited = False
        self.older: _Node | None = None
        self.newer: _Node | None = None


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
        return node.entry

    def put(self, key: str, entry: CachedRecognition) -> None:
        node = self._nodes.get(key)
        if node is not None:
            node.entry = entry
            return
        node = _Node(key, entry)
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
        del self._nodes[node.key]
        self._unlink(node)
        return node.entry

    def values(self) -> list[CachedRecognition]:
        return [node.entry for node in list(self._nodes.values())]

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
