"""The entities that exist already: what "add course to student" means depends on them."""

import hashlib
import json
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from domain.grammar.nouns import words_of
from domain.names.inflection import singular


@dataclass(frozen=True)
class KnownEntities:
    """Names with their schema versions; names are compared by their words, case-folded."""

    versions: frozenset[tuple[str, int]] = frozenset()

    @classmethod
    def of(cls, entities: Iterable[tuple[str, int]]) -> "KnownEntities":
        """From (name, entity_version) pairs."""
        return cls(frozenset(entities))

    @cached_property
    def names(self) -> frozenset[str]:
        """Every name in the form that `knows` compares."""
        return frozenset(comparable(name) for name, _ in self.versions)

    def knows(self, name: str) -> bool:
        """Whether there is an entity of that name: "order details" is OrderDetails."""
        return comparable(name) in self.names

    @cached_property
    def fingerprint(self) -> str:
        """Names this very context; "none" where nothing is known."""
        if not self.versions:
            return "none"
        encoded = json.dumps(sorted(self.versions), ensure_ascii=False).encode()
        return hashlib.sha256(encoded).hexdigest()[:12]


def comparable(name: str) -> str:
    """The words of a name, case-folded and joined.

    >>> comparable("OrderDetail") == comparable("order detail"), comparable("E\u0301tudiant")
    (True, 'étudiant')
    """
    return "_".join(words_of(unicodedata.normalize("NFKC", name))).casefold()


def entity_key(name: str) -> str:
    """What a person may call an entity: in any case, spacing and number.

    >>> {entity_key(name) for name in ("Order Details", "OrderDetail", "ORDER_DETAIL")}
    {'orderdetail'}
    """
    return singular("".join(comparable(name).split("_")))


NOTHING_KNOWN = KnownEntities()
