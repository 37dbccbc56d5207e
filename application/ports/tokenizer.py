"""How many tokens a text has."""

from typing import Protocol


class Tokenizer(Protocol):
    """Counts as a model does; nothing is estimated."""

    def count(self, text: str) -> int:
        """Tokens of `text`; 0 for the empty text."""
        ...
