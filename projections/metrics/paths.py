"""Where DuckDB puts what belongs to a file; apart, because it needs no DuckDB."""

from pathlib import Path


def wal_of(path: Path) -> Path:
    """The write-ahead log that DuckDB keeps beside a database."""
    return path.with_name(path.name + ".wal")
