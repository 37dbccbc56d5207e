"""Where the texts of the coding standards are kept."""

from dataclasses import dataclass
from typing import Protocol

from domain.templates import SweaType


@dataclass(frozen=True, slots=True)
class StandardText:
    """One form of a standard, without its front matter."""

    version: str
    content: str
    path: str  # below the template root, POSIX


class StandardTexts(Protocol):
    """Every SWEA type has both forms."""

    def compressed(self, swea_type: SweaType) -> StandardText:
        """The form for prompts; StoreError where it cannot be read."""
        ...

    def full(self, swea_type: SweaType) -> StandardText:
        """The whole standard; StoreError where it cannot be read."""
        ...
