"""`.baes-base.json` of a generated folder: each file as it was generated last.

What a person changed is told by it, and merged with what is generated next. It belongs to the
folder, as the manifest does: whoever has a copy of the folder can build on it. A text counts only
where the manifest names its digest, so a file that is lost, damaged or of another time does no
harm: then an edited file is kept and the new text lies beside it.
"""

import hashlib
import json
import logging
from collections.abc import Iterable, Mapping
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from application.ports.output_folder import OutputFile
from domain.generation.regeneration import Base
from infrastructure.adapters.output_manifest import Manifest

BASE = ".baes-base.json"

logger = logging.getLogger(__name__)
_TEXTS = TypeAdapter(dict[str, str])


def bases_in(folder: Path, manifest: Manifest) -> dict[str, Base]:
    """What the manifest names, with the text where it is known."""
    texts = _texts(folder / BASE)
    known = {
        path: text for path, text in texts.items() if _digest(text) == manifest.digest_of(path)
    }
    return {path: Base(one.sha256, known.get(path)) for path, one in manifest.files.items()}


def base_text(files: Iterable[OutputFile]) -> str:
    """The file's text: the same for the same files, one line each."""
    texts = {one.path: one.text for one in files}
    return json.dumps(texts, indent=0, sort_keys=True, ensure_ascii=False) + "\n"


def _texts(path: Path) -> Mapping[str, str]:
    try:
        return _TEXTS.validate_json(path.read_bytes())
    except FileNotFoundError:
        return {}
    except (ValidationError, UnicodeDecodeError):
        logger.warning("%s is damaged: edited files are kept and not merged", path)
        return {}


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
