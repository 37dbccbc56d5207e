"""Formats generated code."""

from collections.abc import Mapping
from typing import Protocol


class Formatter(Protocol):
    """Deterministic: the same text gives the same bytes. Thread-safe."""

    def format(self, files: Mapping[str, str]) -> dict[str, str]:
        """The same paths with formatted text; files that it does not know come back as they are.

        UnreadableCodeError names the file and line of code that is not of its language.
        """
        ...
