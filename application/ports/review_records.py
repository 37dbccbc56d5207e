"""What is known of past reviews and the verdicts on them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from domain.confidence import Record
from domain.events.review import Judge, VerdictWord


@dataclass(frozen=True, slots=True)
class Reviewed:
    """The last review of one content; `position` is where in the log it stands."""

    content_sha256: str
    path: str
    swea_type: str
    position: int


@dataclass(frozen=True, slots=True)
class Spoken:
    """How often a rule was applicable, and how often it was sure then."""

    reviews: int = 0
    confident: int = 0

    @property
    def share(self) -> float | None:
        """Of confident verdicts, from 0 to 1; None where it never applied."""
        return self.confident / self.reviews if self.reviews else None


class ReviewRecords(Protocol):
    """A read model: it is written by the projection of reviews and verdicts only.

    StoreError where it cannot be read.
    """

    def learnt(self) -> Mapping[str, Record]:
        """By rule, what verdicts taught."""
        ...

    def spoken(self) -> Mapping[str, Spoken]:
        """By rule, how it answered."""
        ...

    def reviewed(self, prefix: str, *, limit: int) -> list[Reviewed]:
        """Contents whose digest begins so, newest review first."""
        ...

    def verdicts(self, contents: Collection[str], given_by: Judge) -> dict[str, VerdictWord]:
        """What that judge said last of those of the contents that were judged."""
        ...

    def decided(self, swea_type: str, *, last: int) -> Sequence[bool]:
        """Approved or not: the last decided reviews of own code that no template wrote."""
        ...


class NoReviewRecords:
    """Nothing was reviewed: for dry runs."""

    def learnt(self) -> Mapping[str, Record]:
        return {}

    def spoken(self) -> Mapping[str, Spoken]:
        return {}

    def reviewed(self, prefix: str, *, limit: int) -> list[Reviewed]:  # noqa: ARG002 - the port's
        return []

    def verdicts(
        self,
        contents: Collection[str],  # noqa: ARG002 - the port's
        given_by: Judge,  # noqa: ARG002 - the port's
    ) -> dict[str, VerdictWord]:
        return {}

    def decided(self, swea_type: str, *, last: int) -> Sequence[bool]:  # noqa: ARG002 - the port's
        return ()
