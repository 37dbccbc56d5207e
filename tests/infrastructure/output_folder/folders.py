"""Writes small folders as a build does."""

import hashlib
from pathlib import Path

from application.ports.output_folder import OutputFile, Written
from infrastructure.adapters.output_folder import GeneratedFolder

FOLDER = GeneratedFolder()


def file(path: str, text: str) -> OutputFile:
    """To be written."""
    digest = hashlib.sha256(text.encode()).hexdigest()
    return OutputFile(path, text, digest, "backend_main", "1.0.0")


def write(folder: Path, *files: OutputFile) -> Written:
    """These files and no others."""
    return FOLDER.write(
        folder, system="s", requests=(), files=files, entities={"A": {"class": "A"}}
    )


def tree(folder: Path) -> dict[str, str]:
    """The text of each file but for our own books."""
    return {
        str(path.relative_to(folder)): path.read_text(encoding="utf-8")
        for path in folder.rglob("*")
        if path.is_file() and path.name not in ("manifest.json", ".baes-base.json")
    }
