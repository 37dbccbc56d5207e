"""The review of one piece of code: the seed's ValidationRule and ValidationResult, made strict."""

from enum import StrEnum

from pydantic import Field

from domain.model import Model


class Category(StrEnum):
    """What a rule looks at; the same words as the SWEA types."""

    BACKEND = "backend"
    FRONTEND = "frontend"
    DATABASE = "database"
    TEST = "test"


class Outcome(StrEnum):
    """A false confident verdict is the worst fault: when in doubt, uncertain."""

    CONFIDENT_APPROVAL = "confident_approval"
    CONFIDENT_REJECTION = "confident_rejection"
    UNCERTAIN = "uncertain"


class Severity(StrEnum):
    """A violated convention rejects code that this service wrote; elsewhere it is reported."""

    ERROR = "error"
    CONVENTION = "convention"


class ValidationRule(Model):
    """Exactly the seed's fields; structural checks are found by `rule_id` in `domain/rules/`."""

    rule_id: str = Field(min_length=1, max_length=100, pattern=r"^[a-z][a-z0-9_]*$")
    description: str
    category: Category
    required_patterns: tuple[str, ...] = ()
    prohibited_patterns: tuple[str, ...] = ()
    uncertainty_triggers: tuple[str, ...] = ()
    confidence_threshold: float = Field(default=0.95, ge=0.0, le=1.0)
    enabled: bool = True


class Finding(Model):
    """One place in the code; lines count from 1, columns from 1, the end is inclusive."""

    line: int
    column: int
    end_line: int
    end_column: int
    message: str
    severity: Severity = Severity.ERROR


class ValidationResult(Model):
    """The result of one rule: the seed's fields, and where it looked."""

    rule_id: str
    outcome: Outcome
    confidence: float = Field(ge=0.0, le=1.0)
    matched_patterns: tuple[str, ...] = ()
    failed_patterns: tuple[str, ...] = ()
    reason: str
    findings: tuple[Finding, ...] = ()
    applicable: bool = True  # False: the code has no subject of this rule's kind
    would_say: Outcome | None = None  # where its record is below its threshold: verdicts teach it


class Recommendation(StrEnum):
    """What the reviewer should do with the artefact."""

    APPROVE = "approve"
    REJECT = "reject"
    REVIEW = "review"


class Review(Model):
    """All rules of one SWEA type over one artefact."""

    outcome: Outcome
    confidence: float = Field(ge=0.0, le=1.0)
    requires_llm_review: bool
    approval_recommendation: Recommendation
    results: tuple[ValidationResult, ...] = ()
