"""Words of a text and their classes, in one language."""

from typing import Protocol

from domain.grammar.lexicon import Lexicon
from domain.grammar.tokens import Token


class Tagger(Protocol):
    """Splits a text into tokens and looks each up in a lexicon. Thread-safe, deterministic."""

    def tag(self, text: str, lexicon: Lexicon) -> tuple[Token, ...]:
        """All of the text but white space is in some token; phrases of the lexicon are one."""
        ...
