"""How many rows of events are read at once: few where they are heavy."""

from collections.abc import Iterable, Iterator

from infrastructure.adapters.event_codec import Row


def within(rows: Iterable[Row], max_bytes: int) -> Iterator[Row]:
    """The first rows whose states are not larger together, but at least one."""
    size = 0
    for row in rows:
        if size and size + len(row[4]) > max_bytes:
            return
        size += len(row[4])
        yield row
