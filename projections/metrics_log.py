"""What happened, generation by generation, for tools that read lines of JSON.

One file a UTC day, `<day>.jsonl`, one line a GenerationRecorded: the whole PerformanceMetrics and
the event's `position` in the log. Positions rise within a file, so a file says itself how far it
was written: what a crash left is found there, a torn last line is cut off, and no event is
written twice, whatever is replayed. `.position.json` beside them only says where to go on
reading the log; it is moved after the lines have reached the disk.

A day that somebody archived is not written again; a rebuild writes all days.
"""

import fcntl
import json
import os
import threading
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import ClassVar

from domain.errors import StoreError
from domain.events import Event, GenerationRecorded, Recorded
from projections.json_lines import append_lines, last_line

_DAYS = "[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9].jsonl"
_OWNER_ONLY = 0o600


class MetricsLog:
    """The projection (`application/ports/projection.py`); safe across threads and processes."""

    name: ClassVar[str] = "metrics_log"
    version: ClassVar[int] = 1
    handles: ClassVar[frozenset[type[Event]]] = frozenset({GenerationRecorded})

    def __init__(self, folder: Path) -> None:
        self.restored = ""
        self._folder = folder
        self._state = folder / ".position.json"
        self._lock = threading.RLock()
        self._told = 0  # the position that the projector was told last

    def acknowledge(self) -> None:
        """What `restored` says was reported."""
        self.restored = ""

    def position(self) -> int:
        """How far the log was read; 0 where nothing was, or by another version."""
        self._told = self._stored()
        return self._told

    def apply(self, batch: Sequence[Recorded], *, scanned: int) -> None:
        """Append the lines above the stored position, then store `scanned`; StoreError if not.

        Nothing happens when the log was emptied since `position` was asked: the batch would not
        follow.
        """
        with self._alone():
            stored = self._stored()
            if stored < self._told:
                return
            days: dict[str, list[tuple[int, bytes]]] = defaultdict(list)
            for recorded in batch:
                if recorded.position > stored and isinstance(recorded.event, GenerationRecorded):
                    day, line = _line(recorded.position, recorded.event)
                    days[day].append((recorded.position, line))
            for day, lines in days.items():
                self._append(self._folder / f"{day}.jsonl", lines)
            if scanned > stored:
                self._store(scanned, sync=bool(days))

    def reset(self) -> None:
        """Delete the lines of every day: the next apply starts at position 0."""
        with self._alone():
            self._state.unlink(missing_ok=True)  # first: a crash in between is no loss
            for path in self._folder.glob(_DAYS):
                path.unlink(missing_ok=True)
            self._told = 0

    def close(self) -> None:
        """Nothing is kept open."""

    def _stored(self) -> int:
        try:
            stored = json.loads(self._state.read_text("utf-8"))
            known = stored["version"] == self.version
            return int(stored["position"]) if known else 0
        except FileNotFoundError:
            self.restored = f"the log of {self._folder.name} was missing"
            return 0
        except (ValueError, KeyError, TypeError):  # not ours any more: the lines say what is done
            return 0
        except OSError as error:
            raise _unusable(self._state, error) from error

    def _append(self, path: Path, lines: list[tuple[int, bytes]]) -> None:
        done = last_line(path)
        reached = 0 if done is None else json.loads(done).get("position")
        if not isinstance(reached, int):
            raise StoreError(f"{path} is no metrics log of ours", hint="move it out of the way")
        append_lines(path, [line for position, line in lines if position > reached])

    def _store(self, scanned: int, *, sync: bool) -> None:
        fresh = self._state.with_name(self._state.name + ".new")
        text = json.dumps({"name": self.name, "version": self.version, "position": scanned})
        descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, _OWNER_ONLY)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(text + "\n")
            file.flush()
            if sync:  # losing a mere scan costs reading it again
                os.fsync(file.fileno())
        fresh.replace(self._state)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """One thread of one process at a time; file errors become StoreError."""
        with self._lock:
            try:
                for folder in (self._folder.parent, self._folder):  # `logs` too is private
                    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
                lock = os.open(self._folder / ".lock", os.O_RDWR | os.O_CREAT, _OWNER_ONLY)
                try:
                    fcntl.flock(lock, fcntl.LOCK_EX)
                    yield
                finally:
                    os.close(lock)
            except OSError as error:
                raise _unusable(self._folder, error) from error


def _line(position: int, event: GenerationRecorded) -> tuple[str, bytes]:
    metrics = event.metrics
    line = json.dumps({"position": position} | metrics.model_dump(mode="json"), ensure_ascii=False)
    return metrics.timestamp.date().isoformat(), line.encode()


def _unusable(path: Path, error: OSError) -> StoreError:
    return StoreError(f"{path} cannot be used: {error.strerror}", hint="check its owner and mode")
