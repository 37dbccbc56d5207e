"""What the tests of the projector share."""

from pathlib import Path

import pytest

from infrastructure.adapters.event_log_memory import MemoryEventLog


@pytest.fixture
def log() -> MemoryEventLog:
    """An empty log."""
    return MemoryEventLog()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the recognition cache is, or will be."""
    return tmp_path / "recognition_cache.db"
