"""Facts about reviews."""

from typing import ClassVar, Literal

from domain.events.event import Event
from domain.model import Model
from domain.review import Outcome


class RuleOutcome(Model):
    """What one rule said."""

    rule_id: str
    outcome: Outcome
    confidence: float
    lines: tuple[int, ...] = ()
    applicable: bool = True


class CodeValidated(Event):
    """An artefact was reviewed."""

    stored_as: ClassVar = "review.code_validated"

    path: str
    content_sha256: str
    swea_type: str
    outcome: Outcome
    confidence: float
    rules: tuple[RuleOutcome, ...]
    model_called: bool
    seconds: float


class ReviewVerdictRecorded(Event):
    """A later verdict on a reviewed artefact: calibrates the rules that had spoken."""

    stored_as: ClassVar = "review.verdict_recorded"

    content_sha256: str
    verdict: Literal["approve", "reject"]
    given_by: Literal["model", "person", "tests"]
    rules: tuple[RuleOutcome, ...] = ()
