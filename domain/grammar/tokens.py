"""Words and signs of one request, and a cursor that remembers which role each was given."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from domain.grammar.classes import WordClass

_QUOTES = "\"'`“”\u2018\u2019«»"


class Token(NamedTuple):
    """One word, number, quotation or sign; `start` and `end` count characters of the NFKC text."""

    text: str
    start: int
    end: int
    classes: int  # the bits of every WordClass that it is in

    def is_a(self, classes: int) -> bool:
        """Whether the token is in one of the classes."""
        return self.classes & classes != 0

    @property
    def value(self) -> str:
        """The text without its quotation marks."""
        return self.text.strip(_QUOTES).strip() if self.is_a(WordClass.QUOTED) else self.text


class ParseStoppedError(Exception):
    """The grammar has no place for `token`; None when the request ended too early."""

    def __init__(self, token: Token | None, reason: str) -> None:
        super().__init__(reason)
        self.token = token
        self.reason = reason


@dataclass(slots=True)
class Cursor:
    """Walks over the tokens once, from left to right; every step over a token names its role."""

    tokens: Sequence[Token]
    at: int = 0
    text: str = ""  # what the tokens were cut from
    roles: list[str] = field(default_factory=list)

    def peek(self, ahead: int = 0) -> Token | None:
        """The token `ahead` of the present one, if there is one."""
        index = self.at + ahead
        return self.tokens[index] if index < len(self.tokens) else None

    def begins_line(self, ahead: int = 0) -> bool:
        """Whether a line break stands before that token."""
        index = self.at + ahead
        if "\n" not in self.text or not 0 < index < len(self.tokens):
            return False
        return "\n" in self.text[self.tokens[index - 1].end : self.tokens[index].start]

    def take(self, role: str) -> Token:
        """Step over the present token."""
        token = self.tokens[self.at]
        self.at += 1
        self.roles.append(role)
        return token

    def step(self, roles: Sequence[str]) -> None:
        """Step over as many tokens as there are roles."""
        self.at += len(roles)
        self.roles.extend(roles)

    def sees(self, classes: int, ahead: int = 0) -> bool:
        """Whether that token is in one of the classes."""
        index = self.at + ahead
        return index < len(self.tokens) and self.tokens[index].classes & classes != 0

    def sees_end(self, ahead: int = 0) -> bool:
        """Whether there is no such token, or it ends a sentence."""
        return self.peek(ahead) is None or self.sees_sign(".;!", ahead)

    def sees_sign(self, signs: str, ahead: int = 0) -> bool:
        """Whether that token is one of the signs."""
        index = self.at + ahead
        if index >= len(self.tokens):
            return False
        token = self.tokens[index]
        return token.text in signs and token.classes & WordClass.SIGN != 0

    def skip(self, role: str, classes: int) -> bool:
        """Step over the present token if it is in one of the classes."""
        if self.sees(classes):
            self.take(role)
            return True
        return False

    def skip_sign(self, role: str, signs: str) -> bool:
        """Step over the present token if it is one of the signs."""
        if self.sees_sign(signs):
            self.take(role)
            return True
        return False

    def expect(self, role: str, what: str, classes: int) -> Token:
        """Step over a token that must be there; ParseStoppedError otherwise."""
        if not self.sees(classes):
            raise self.stop(f"expected {what}")
        return self.take(role)

    def stop(self, reason: str) -> ParseStoppedError:
        """The error for the present token."""
        return ParseStoppedError(self.peek(), reason)
