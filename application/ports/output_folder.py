"""Where a generated system is written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from pydantic import JsonValue


@dataclass(frozen=True, slots=True)
class OutputFile:
    """One file, its path below the folder in POSIX form."""

    path: str
    text: str
    content_sha256: str
    template_id: str
    template_version: str


@dataclass(frozen=True, slots=True)
class Written:
    """What became of the files. Of `kept` ones, which a person had edited, ours lie beside them
    as `<path>.new` where it says something new.
    """

    changed: tuple[str, ...]
    kept: tuple[str, ...]
    removed: tuple[str, ...]


class OutputFolder(Protocol):
    """Folders of generated systems; each knows itself by its manifest.json."""

    def system(self, folder: Path) -> str | None:
        """The system that was written there; None for a folder that is empty or not there.

        OutputFolderError for a folder that is not ours and not empty, or cannot be written.
        """
        ...

    def written(self, folder: Path) -> dict[str, str | None]:
        """Every file that was generated there with its text; None for one that was edited or is
        gone. Nothing for an empty folder; OutputFolderError as for `system`.
        """
        ...

    def write(
        self,
        folder: Path,
        *,
        system: str,
        files: Sequence[OutputFile],
        entities: Mapping[str, JsonValue],
    ) -> Written:
        """Make the folder hold these files: all of them or, if the process dies, none.

        A file that a person edited is kept; a file of ours that is no longer generated goes.
        OutputFolderError as for `system`, and for a path that leads out of the folder.
        """
        ...
