"""A recogniser answers from the text alone, or says what stopped it."""

from dataclasses import dataclass
from typing import Protocol

from domain.known_entities import KnownEntities
from domain.recognition import Recognition


@dataclass(frozen=True, slots=True)
class RuleAnswer:
    """A certain answer; `context_sensitive`: other known entities may lead to another one."""

    recognition: Recognition
    key: str  # K1
    context_sensitive: bool


@dataclass(frozen=True, slots=True)
class Unparsed:
    """The first token without a place in the grammar; None: the request ended too early.

    `position` counts characters from 1.
    """

    reason: str
    token: str | None
    position: int

    def __str__(self) -> str:
        if self.token is None:
            return f"could not parse the end of the request: {self.reason}"
        return f"could not parse {self.token!r} at character {self.position}: {self.reason}"


@dataclass(frozen=True, slots=True)
class ReadToken:
    """One token with the role it was given; "?" for the one that stopped the grammar and after."""

    text: str
    role: str
    position: int


@dataclass(frozen=True, slots=True)
class Explanation:
    """How a text was read."""

    language: str
    tokens: tuple[ReadToken, ...]
    outcome: RuleAnswer | Unparsed


class Recogniser(Protocol):
    """Pure: the same text and context give the same outcome in every process. Thread-safe."""

    @property
    def version(self) -> str:
        """Names the grammar; raised when any text may be read differently."""
        ...

    @property
    def lexicon_digest(self) -> str:
        """Names the words."""
        ...

    def recognise(self, text: str, known: KnownEntities) -> RuleAnswer | Unparsed:
        """The answer; RejectedError for a request that no recogniser could accept."""
        ...

    def holds(self, recognition: Recognition, known: KnownEntities) -> bool:
        """Whether an answer of this recogniser is sure to be the same with `known`; no parsing."""
        ...

    def explain(self, text: str, known: KnownEntities) -> Explanation:
        """The same, with the role of each token."""
        ...
