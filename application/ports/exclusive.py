"""One build at a time over a data directory: a build reads the catalogue and adds to it."""

from contextlib import AbstractContextManager
from typing import Protocol


class Exclusive(Protocol):
    """Held by one process (and one thread of it) at a time; freed when the holder dies."""

    def held(self) -> AbstractContextManager[None]:
        """Wait until nobody else holds it; StoreBusyError when that takes too long."""
        ...
