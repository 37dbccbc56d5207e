"""Where a generated system is written."""

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from pydantic import JsonValue

from domain.entities import Asked
from domain.generation.regeneration import Fate


@dataclass(frozen=True, slots=True)
class OutputFile:
    """One file, its path below the folder in POSIX form."""

    path: str
    text: str
    content_sha256: str
    template_id: str
    template_version: str


@dataclass(frozen=True, slots=True)
class Edit:
    """A file that a person had changed or deleted, and what became of it."""

    path: str
    fate: Fate
    line: int | None = None  # of the first conflict, or where the merged text cannot be read
    text: str | None = None  # as merged


@dataclass(frozen=True, slots=True)
class Written:
    """What became of the files; `changed` and `removed` are those that nobody had edited."""

    changed: tuple[str, ...]
    edits: tuple[Edit, ...]
    removed: tuple[str, ...]


class OutputFolder(Protocol):
    """Folders of generated systems; each knows itself by its manifest.json."""

    def held(self, folder: Path) -> AbstractContextManager[None]:
        """Keep other builds out of the folder, whatever their data directory; all that follows is
        called within. The folder is there meanwhile, and gone again if nothing was written.

        StoreBusyError when another build takes too long; OutputFolderError as for `system`.
        """
        ...

    def system(self, folder: Path) -> str | None:
        """The system that was written there; None for a folder that is empty or not there.

        OutputFolderError for a folder that is not ours and not empty, that cannot be written, or
        in which a conflict is not resolved.
        """
        ...

    def requests(self, folder: Path) -> tuple[Asked, ...]:
        """What the system there was asked for, in order; OutputFolderError as for `system`."""
        ...

    def generated(self, folder: Path) -> dict[str, str | None]:
        """Every file that was generated there with its text as it was generated, whatever was
        edited since; None where that text is not known. OutputFolderError as for `system`.
        """
        ...

    def names(self, folder: Path, below: str) -> list[str]:
        """The paths of all files that lie directly in `below`, whoever wrote them."""
        ...

    def write(
        self,
        folder: Path,
        *,
        system: str,
        requests: Sequence[Asked],
        files: Sequence[OutputFile],
        entities: Mapping[str, JsonValue],
    ) -> Written:
        """Make the folder hold these files: all of them or, if the process dies, none.

        What a person edited is merged with what is new, or kept; what a person deleted stays
        deleted; a file of ours that is no longer generated goes unless it was edited.
        OutputFolderError as for `system`, and for a path that leads out of the folder.
        """
        ...
