"""How regular expressions are searched, so that no pattern and no code can stall a review."""

from collections.abc import Sequence
from typing import Protocol

Span = tuple[int, int]  # characters, end exclusive


class PatternEngine(Protocol):
    """Searches that end: in linear time, or at a time-out. Thread-safe."""

    def validate(self, pattern: str) -> None:
        """InvalidPatternError for a pattern that is too long, or that no engine takes."""
        ...

    def search(self, patterns: Sequence[str], code: str) -> dict[str, tuple[Span, ...] | None]:
        """Where each pattern matches, in order; None where the search was given up.

        Long lists of matches are cut off. CodeTooLargeError for code that is over the limit.
        """
        ...
