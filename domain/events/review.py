"""Facts about reviews."""

from typing import ClassVar, Literal

from domain.events.event import Event
from domain.model import Model
from domain.review import Outcome

VerdictWord = Literal["approve", "reject"]
Judge = Literal["model", "person", "tests"]


class RuleOutcome(Model):
    """What one rule said."""

    rule_id: str
    outcome: Outcome
    confidence: float
    lines: tuple[int, ...] = ()
    applicable: bool = True
    would_say: Outcome | None = None  # see ValidationResult


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
    own: bool = True  # code that this service generated or asked for
    template_id: str = ""  # of ours or the user's; empty for code that no template wrote


class ReviewVerdictRecorded(Event):
    """A later verdict on a reviewed artefact: calibrates the rules that had spoken.

    `rules` is what they had said. The last verdict of each judge on a content is the one that
    counts.
    """

    stored_as: ClassVar = "review.verdict_recorded"

    content_sha256: str
    verdict: VerdictWord
    given_by: Judge
    rules: tuple[RuleOutcome, ...] = ()
    reason: str = ""
