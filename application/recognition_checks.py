"""When a cached answer may be given: namespace, version, age, and the meaning that was stored."""

from dataclasses import dataclass, fields, replace
from datetime import datetime, timedelta
from functools import cached_property
from operator import attrgetter

from application.ports.recogniser import Recogniser, RuleAnswer, Unparsed
from application.ports.recognition_store import CachedRecognition
from domain.events import EvictionReason
from domain.keys import KEY_SCHEMA, Namespace, written_case
from domain.known_entities import KnownEntities
from domain.recognition import Change, Recognition, Source

CACHE_VERSION = 1


@dataclass(frozen=True)
class CacheRules:
    """Pure: reads no store and no clock."""

    recogniser: Recogniser
    model: str
    max_age: timedelta
    cache_version: int = CACHE_VERSION

    @cached_property
    def rule_namespace(self) -> str:
        """Of keys that a parse made: they hold in every context, with and without a model."""
        return str(Namespace(KEY_SCHEMA, self.recogniser.lexicon_digest, self.recogniser.version))

    def model_namespace(self, known: KnownEntities) -> str:
        """Of keys that are the text: what a model answers depends on all that is known."""
        return str(
            Namespace(
                KEY_SCHEMA,
                self.recogniser.lexicon_digest,
                self.recogniser.version,
                self.model,
                known.fingerprint,
            )
        )

    def holds_for_text(self, entry: CachedRecognition, known: KnownEntities, now: datetime) -> bool:
        """Whether the entry that exactly this text made is its answer, without parsing the text."""
        if entry.cache_version != self.cache_version or self.is_old(entry, now):
            return False
        if is_meaning(entry.normalized_request_key):
            return entry.namespace == self.rule_namespace and self.recogniser.holds(
                entry.recognition, known
            )
        return entry.namespace == self.model_namespace(known)

    def why_stale(
        self,
        entry: CachedRecognition,
        outcome: RuleAnswer | Unparsed,
        text: str,
        known: KnownEntities,
        now: datetime,
    ) -> EvictionReason | None:
        """Why the entry of the right key is no answer; None if it is one."""
        if self.is_old(entry, now):
            return EvictionReason.EXPIRED
        if isinstance(outcome, RuleAnswer):
            namespace = self.rule_namespace
            agrees = entry.source is not Source.RULES or same_meaning(
                entry.recognition, outcome.recognition
            )
        else:
            namespace = self.model_namespace(known)
            agrees = written_case(entry.text) == written_case(text)
        fits = entry.namespace == namespace and entry.cache_version == self.cache_version
        return None if fits and agrees else EvictionReason.SUPERSEDED

    def answer(self, entry: CachedRecognition, outcome: RuleAnswer | Unparsed) -> Recognition:
        """The answer to a text: attributes in the order of the text where the rules made both."""
        if isinstance(outcome, RuleAnswer) and entry.source is Source.RULES:
            return outcome.recognition
        return entry.recognition

    def is_old(self, entry: CachedRecognition, now: datetime) -> bool:
        """Whether the entry has passed the greatest age."""
        return now - entry.timestamp > self.max_age

    def depends_on_context(self, entry: CachedRecognition) -> bool:
        """Whether a text that leads here may lead elsewhere when other entities are known."""
        if not is_meaning(entry.normalized_request_key):
            return True
        return entry.recognition.change in {Change.ADD, Change.REMOVE}


def is_meaning(key: str) -> bool:
    """Whether the key is a K1: no K0 has a capital letter."""
    return key.startswith("K")


def same_meaning(one: Recognition, other: Recognition) -> bool:
    """Equal up to the order of attributes."""
    return _IGNORING_ORDER(one) == _IGNORING_ORDER(other) and sorted(
        one.attributes, key=_NAME
    ) == sorted(other.attributes, key=_NAME)


def same_answer(one: Recognition, other: Recognition) -> bool:
    """The same, however sure each of the two is."""
    return same_meaning(one, replace(other, confidence=one.confidence))


_NAME = attrgetter("name")
_IGNORING_ORDER = attrgetter(
    *(field.name for field in fields(Recognition) if field.name != "attributes")
)
