"""Standards as the files that travel with the templates: `standard.md` and `standard_full.md`."""

import re
from importlib import resources

from application.ports.standards import StandardText
from domain.errors import CorruptStoreError
from domain.templates import SweaType

_FOLDERS = {
    SweaType.BACKEND: "backend",
    SweaType.DATABASE: "database",
    SweaType.FRONTEND: "frontend",
    SweaType.TEST: "tests",
}
_FRONT_MATTER = re.compile(r"\A---\nversion: (\S+)\n---\n", re.ASCII)


class PackagedStandards:
    """`application/ports/standards.py` over package data, from a checkout or from a wheel."""

    def compressed(self, swea_type: SweaType) -> StandardText:
        """The form for prompts."""
        return _read(f"{_FOLDERS[swea_type]}/standard.md")

    def full(self, swea_type: SweaType) -> StandardText:
        """The whole standard."""
        return _read(f"{_FOLDERS[swea_type]}/standard_full.md")


def _read(path: str) -> StandardText:
    try:
        text = resources.files("templates").joinpath(path).read_text("utf-8")
    except OSError as error:
        raise CorruptStoreError(
            f"the standard templates/{path} cannot be read: {error.strerror}",
            hint="install the program again",
        ) from error
    head = _FRONT_MATTER.match(text)
    if head is None:
        raise CorruptStoreError(
            f"the standard templates/{path} does not begin with its version",
            hint="install the program again",
        )
    return StandardText(version=head[1], content=text[head.end() :].strip() + "\n", path=path)
