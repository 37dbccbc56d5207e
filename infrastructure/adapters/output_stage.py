"""Moves files into a generated folder so that a process that dies leaves all of them or none.

They are staged in the folder; the stage becomes final by one rename. Whoever uses the folder next
finishes the moves that follow, the manifest last.
"""

import hashlib
import json
import logging
import shutil
from collections.abc import Mapping
from pathlib import Path

from domain.generation.regeneration import BESIDE
from infrastructure.adapters.output_base import BASE
from infrastructure.adapters.output_manifest import MANIFEST, Manifest

STAGE = ".baes-stage"  # being filled
READY = ".baes-ready"  # complete: moved into place by whoever comes next
FOUND = ".baes-found.json"  # in the stage: what lay in the places of its files
_OWN = {MANIFEST, BASE, FOUND}

logger = logging.getLogger(__name__)


def stage(folder: Path, texts: Mapping[str, str], manifest: Manifest, base: str) -> None:
    """Make these files ready; modes stay as they are in the folder."""
    staged = folder / STAGE
    shutil.rmtree(staged, ignore_errors=True)  # of a process that died before it was complete
    found = {path: digest(folder / path) for path in sorted(texts)}
    own = {MANIFEST: manifest.text(), BASE: base, FOUND: json.dumps(found)}
    for path, text in {**texts, **own}.items():
        target = staged / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8", newline="")
        if (folder / path).exists():
            shutil.copymode(folder / path, target)
    staged.rename(folder / READY)


def settle(folder: Path) -> None:
    """Move what is ready into place and drop what is no longer generated; may be repeated."""
    ready = folder / READY
    if not (ready / MANIFEST).exists():  # the last move was done, only the sweeping was not
        shutil.rmtree(ready)
        return
    after = Manifest.model_validate_json((ready / MANIFEST).read_bytes())
    old = folder / MANIFEST
    before = Manifest.model_validate_json(old.read_bytes()) if old.exists() else Manifest.empty()
    for path in before.files.keys() - after.files.keys():
        if not is_edited(folder, path, before):
            (folder / path).unlink(missing_ok=True)
    found = json.loads((ready / FOUND).read_bytes()) if (ready / FOUND).exists() else {}
    for staged in sorted(ready.rglob("*")):
        path = staged.relative_to(ready).as_posix()
        if staged.is_file() and path not in _OWN:
            target = _place(folder, path, found)
            target.parent.mkdir(parents=True, exist_ok=True)
            staged.replace(target)
    if (ready / BASE).exists():
        (ready / BASE).replace(folder / BASE)
    (ready / MANIFEST).replace(old)  # last: from here on the folder is the new system
    shutil.rmtree(ready)


def _place(folder: Path, path: str, found: Mapping[str, str | None]) -> Path:
    """Beside the place if somebody wrote there after the stage was made."""
    now = digest(folder / path)
    if now is None or now == found.get(path, now):
        return folder / path
    logger.warning("%s was edited during the build: the new text is %s%s", path, path, BESIDE)
    return folder / (path + BESIDE)


def is_edited(folder: Path, path: str, before: Manifest) -> bool:
    """There is a file, and it is not what was generated there last."""
    found = digest(folder / path)
    return found is not None and found != before.digest_of(path)


def digest(path: Path) -> str | None:
    """Of the file's bytes; None where there is none."""
    found = content(path)
    return None if found is None else hashlib.sha256(found).hexdigest()


def content(path: Path) -> bytes | None:
    """The file's bytes; None where there is none."""
    try:
        return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return None
