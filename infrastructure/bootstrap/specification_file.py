"""A specification from a file."""

from pathlib import Path
from typing import TYPE_CHECKING

from domain.errors import InvalidSpecError

if TYPE_CHECKING:
    from domain.entities import SystemSpec


def read_specification(path: Path, *, system: str | None = None) -> "SystemSpec":
    """The checked system of a file; InvalidSpecError names file, line and field."""
    from domain.specification import parse_specification

    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        problem = f"is not UTF-8 text (byte {error.start})"
        raise InvalidSpecError(problem, where=str(path)) from error
    except OSError as error:
        raise InvalidSpecError(f"cannot be read: {error.strerror}", where=str(path)) from error
    return parse_specification(text, source=str(path), system=system)
