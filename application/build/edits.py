"""What a build says of files that a person edited: one sentence each."""

from collections.abc import Collection, Iterable, Mapping

from application.ports.output_folder import Edit
from domain.generation.regeneration import BESIDE, Fate

_SENTENCES: Mapping[Fate, str] = {
    Fate.KEPT: "{path}: kept as you edited it",
    Fate.DELETED: "{path}: left out as you deleted it",
    Fate.ORPHANED: "{path}: kept as you edited it, but no longer generated",
    Fate.MERGED: "{path}: merged with what you edited",
    Fate.CONFLICT: "{path}, line {line}: conflict; resolve it and build again",
    Fate.BROKEN: "{path}: conflict; merged it fails at line {line}, see {path}{beside}",
    Fate.UNMERGED: "{path}: kept as you edited it; the new text is {path}{beside}",
}


def sentence(edit: Edit) -> str:
    """What became of the file."""
    return _SENTENCES[edit.fate].format(path=edit.path, line=edit.line, beside=BESIDE)


def paths(edits: Iterable[Edit], fates: Collection[Fate]) -> tuple[str, ...]:
    """Of the files with one of these fates."""
    return tuple(edit.path for edit in edits if edit.fate in fates)
