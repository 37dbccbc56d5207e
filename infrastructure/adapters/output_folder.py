"""Writes a generated system into a folder in which a person works, too.

What to do with each file is decided by `domain.generation.regeneration`, how it gets there without
ever being half there is the matter of `output_stage`.
"""

import json
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path, PurePosixPath

from pydantic import JsonValue, ValidationError

from application.ports.output_folder import Edit, OutputFile, Written
from domain.entities import Asked
from domain.errors import OutputFolderError
from domain.generation.merging import first_mark
from domain.generation.regeneration import Base, Decision, Fate, regenerate
from infrastructure.adapters.output_base import BASE, base_text, bases_in
from infrastructure.adapters.output_lock import check_folder, held_folder
from infrastructure.adapters.output_manifest import MANIFEST, Manifest
from infrastructure.adapters.output_stage import (
    READY,
    STAGE,
    content,
    is_edited,
    settle,
    stage,
)


class GeneratedFolder:
    """The OutputFolder port on a file system; `patience` in seconds."""

    def __init__(self, *, patience: float = 60.0) -> None:
        self._patience = patience

    def held(self, folder: Path) -> AbstractContextManager[None]:
        """Nobody else builds into it meanwhile."""
        return held_folder(folder, patience=self._patience)

    def system(self, folder: Path) -> str | None:
        """The system written there, None for an empty or a missing folder; OutputFolderError."""
        with _our_errors(folder):
            manifest = _open(folder)
            _refuse_conflicts(folder, manifest or Manifest.empty())
        return manifest.system if manifest else None

    def requests(self, folder: Path) -> tuple[Asked, ...]:
        """What the manifest says."""
        with _our_errors(folder):
            manifest = _open(folder)
        return manifest.requests if manifest else ()

    def generated(self, folder: Path) -> dict[str, str | None]:
        """Each generated file with its text as it was generated."""
        with _our_errors(folder):
            manifest = _open(folder) or Manifest.empty()
            bases = bases_in(folder, manifest)
            return {
                path: base.text
                if base.text is not None or is_edited(folder, path, manifest)
                else _text(folder / path)
                for path, base in bases.items()
            }

    def names(self, folder: Path, below: str) -> list[str]:
        """The paths of the files directly in `below`."""
        with _our_errors(folder):
            place = folder / below
            found = place.iterdir() if place.is_dir() else ()
            return sorted(one.relative_to(folder).as_posix() for one in found)

    def write(
        self,
        folder: Path,
        *,
        system: str,
        requests: Sequence[Asked],
        files: Sequence[OutputFile],
        entities: Mapping[str, JsonValue],
    ) -> Written:
        """All files or none; what a person edited is merged or kept."""
        with _our_errors(folder):
            before = _open(folder) or Manifest.empty()
            after = Manifest.of(system, requests, files, entities)
            for path in {*before.files, *after.files}:
                _inside(folder, path)
            _refuse_conflicts(folder, before)
            decided = _decided(folder, before, files)
            left = sorted(before.files.keys() - after.files.keys())
            orphaned = [path for path in left if is_edited(folder, path, before)]
            gone = tuple(one for one in left if one not in orphaned and (folder / one).exists())
            texts = {path: text for one in decided.values() for path, text in one.texts.items()}
            base = base_text(files)
            if texts or gone or after != before or content(folder / BASE) != base.encode():
                stage(folder, texts, after, base)
                settle(folder)
        return _written(decided, orphaned, gone)


def _decided(folder: Path, before: Manifest, files: Sequence[OutputFile]) -> Mapping[str, Decision]:
    bases = bases_in(folder, before)
    for path in before.files:
        if (folder / path).is_symlink():  # a merge would put a file into the place of the link
            bases[path] = Base(bases[path].sha256, None)
    return {
        one.path: regenerate(
            one.path, found=content(folder / one.path), base=bases.get(one.path), text=one.text
        )
        for one in files
    }


def _written(
    decided: Mapping[str, Decision], orphaned: Sequence[str], gone: tuple[str, ...]
) -> Written:
    edits = [
        Edit(path, one.fate, one.line, one.texts.get(path) if one.fate is Fate.MERGED else None)
        for path, one in decided.items()
        if one.fate is not None
    ]
    edits += [Edit(path, Fate.ORPHANED) for path in orphaned]
    changed = (path for path, one in decided.items() if one.texts and one.fate is None)
    return Written(tuple(changed), tuple(edits), gone)


def _open(folder: Path) -> Manifest | None:
    """The manifest, after the moves of a process that died were finished."""
    check_folder(folder)
    if not folder.exists():
        return None
    if (folder / READY).is_dir():
        settle(folder)
    path = folder / MANIFEST
    if not path.exists():
        if any(one.name != STAGE for one in folder.iterdir()):
            raise OutputFolderError(
                f"{folder} is not empty and was not generated by baes-opt",
                hint="name an empty folder with --out",
            )
        return None
    try:
        return Manifest.model_validate_json(path.read_bytes())
    except (ValidationError, UnicodeDecodeError) as error:
        raise OutputFolderError(
            f"{path} is not a manifest of baes-opt", hint="name another folder with --out"
        ) from error


def _refuse_conflicts(folder: Path, manifest: Manifest) -> None:
    """OutputFolderError where the marks of an earlier merge still stand: none is put upon it."""
    for path in manifest.files:
        if is_edited(folder, path, manifest):
            found = (content(folder / path) or b"").decode(errors="replace")
            if (line := first_mark(found)) is not None:
                raise OutputFolderError(
                    f"{folder / path}, line {line}: a conflict is not resolved",
                    hint="keep the lines you want, delete the marks and build again",
                )


def _text(path: Path) -> str | None:
    found = content(path)
    return None if found is None else found.decode()


def _inside(folder: Path, path: str) -> None:
    """OutputFolderError for a path that leads out of the folder, by name or by a link."""
    relative = PurePosixPath(path)
    root = folder.resolve()
    target = (root / relative).parent.resolve()
    if relative.is_absolute() or ".." in relative.parts or not target.is_relative_to(root):
        raise OutputFolderError(f"{path} would be written outside of {folder}")


@contextmanager
def _our_errors(folder: Path) -> Iterator[None]:
    """A full disk or a missing right becomes one sentence, and nothing of ours stays behind."""
    existed = folder.exists()
    try:
        yield
    except OSError as error:
        shutil.rmtree(folder / STAGE, ignore_errors=True)
        if not existed:
            with suppress(OSError):  # not there, or not empty
                folder.rmdir()
        reason = error.strerror or str(error)
        raise OutputFolderError(f"{folder} cannot be written: {reason}") from error
    except json.JSONDecodeError as error:
        raise OutputFolderError(f"{folder / MANIFEST} is damaged: {error}") from error
