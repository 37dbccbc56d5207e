"""What one rule says about one piece of code, and what all rules say together.

A structural check decides where there is one. Patterns that the catalogue ships beside it are
evidence: a prohibited one that matches where the check is content is a contradiction, and that is
a matter of doubt. Patterns of the user's, in a rule of theirs or added to one of ours, count by
themselves: a prohibited match is a violation, a required one that is missing prevents approval.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from domain.masking import Masked, Place, Span
from domain.review import (
    Finding,
    Outcome,
    Recommendation,
    Review,
    Severity,
    ValidationResult,
    ValidationRule,
)
from domain.rules.inspection import Inspection

MAX_SHOWN = 3  # findings that a reason names

Matches = Mapping[str, tuple[Span, ...] | None]


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is known about the code when a rule is judged."""

    masked: Masked
    matches: Matches  # None: the engine gave up
    inspection: Inspection | None = None  # None: the rule has no structural check
    shipped: ValidationRule | None = None  # the catalogue's own content of the rule
    confidence: float = 0.0
    own: bool = True  # code that this service generated or asked for


@dataclass(frozen=True, slots=True)
class _Opinion:
    outcome: Outcome
    reason: str
    findings: tuple[Finding, ...] = ()
    applicable: bool = True


def judge(rule: ValidationRule, evidence: Evidence) -> ValidationResult:
    """The outcome of one rule; a confident one only when its record reaches its threshold."""
    opinion = _opinion(rule, evidence)
    outcome, reason, would_say = opinion.outcome, opinion.reason, None
    if outcome is not Outcome.UNCERTAIN and evidence.confidence < rule.confidence_threshold:
        outcome, would_say = Outcome.UNCERTAIN, outcome
        reason = (
            f"the record of this rule ({evidence.confidence:.2f}) is below its threshold "
            f"({rule.confidence_threshold:.2f}); it would have said: {reason}"
        )
    required = {p: _in_code(evidence, p) for p in rule.required_patterns}
    missing = [p for p, spans in required.items() if not spans]
    if evidence.inspection is not None and opinion.outcome is Outcome.CONFIDENT_APPROVAL:
        missing = []  # the tree has shown the same in another form
    return ValidationResult(
        rule_id=rule.rule_id,
        outcome=outcome,
        confidence=evidence.confidence,
        matched_patterns=tuple(p for p, spans in required.items() if spans),
        failed_patterns=(*missing, *(p for p in rule.prohibited_patterns if _in_code(evidence, p))),
        reason=reason,
        findings=opinion.findings,
        applicable=opinion.applicable,
        would_say=would_say,
    )


def _opinion(rule: ValidationRule, evidence: Evidence) -> _Opinion:
    everything = (*rule.required_patterns, *rule.prohibited_patterns, *rule.uncertainty_triggers)
    given_up = [p for p in everything if evidence.matches.get(p, ()) is None]
    if given_up:
        return _unsure(f"the search for {given_up[0]!r} took too long")
    inspection = evidence.inspection
    has_subject = inspection is None or inspection.subjects > 0
    triggers = [p for p in rule.uncertainty_triggers if _in_code(evidence, p)]
    if triggers and has_subject:
        return _unsure(f"the code matches {triggers[0]!r}, which only a reader can judge")
    if inspection is None:
        return _by_patterns(rule, evidence)
    users = _users_part(rule, evidence)
    if users is not None:
        by_user = _by_patterns(users, evidence)
        if by_user.outcome is not Outcome.CONFIDENT_APPROVAL and by_user.applicable:
            return by_user
    return _by_structure(rule, evidence, inspection)


def _unsure(reason: str, findings: Sequence[Finding] = (), *, applicable: bool = True) -> _Opinion:
    return _Opinion(Outcome.UNCERTAIN, reason, tuple(findings), applicable)


def _by_structure(rule: ValidationRule, evidence: Evidence, inspection: Inspection) -> _Opinion:
    fatal = [f for f in inspection.findings if evidence.own or f.severity is Severity.ERROR]
    if fatal:
        return _Opinion(Outcome.CONFIDENT_REJECTION, _shown(fatal), inspection.findings)
    if inspection.doubts:
        return _unsure(_shown(inspection.doubts), inspection.doubts)
    contradicting = [p for p in rule.prohibited_patterns if _in_code(evidence, p)]
    if contradicting:
        places = [_place(evidence, p) for p in contradicting]
        return _unsure(f"the syntax tree is in order, but {_shown(places)}", places)
    if inspection.subjects == 0:
        return _unsure("the code has no subject of this rule", applicable=False)
    if inspection.findings:
        reason = f"only conventions are not followed: {_shown(inspection.findings)}"
        return _Opinion(Outcome.CONFIDENT_APPROVAL, reason, inspection.findings)
    subjects = "subject" if inspection.subjects == 1 else "subjects"
    return _Opinion(Outcome.CONFIDENT_APPROVAL, f"holds for {inspection.subjects} {subjects}")


def _users_part(rule: ValidationRule, evidence: Evidence) -> ValidationRule | None:
    """The patterns that a user added to a rule of the catalogue."""
    if evidence.shipped is None:
        return None
    known = {*evidence.shipped.required_patterns, *evidence.shipped.prohibited_patterns}
    required = tuple(p for p in rule.required_patterns if p not in known)
    prohibited = tuple(p for p in rule.prohibited_patterns if p not in known)
    changes = {"required_patterns": required, "prohibited_patterns": prohibited}
    return rule.model_copy(update=changes) if required or prohibited else None


def _by_patterns(rule: ValidationRule, evidence: Evidence) -> _Opinion:
    broken = [p for p in rule.prohibited_patterns if _in_code(evidence, p)]
    if broken:
        places = [_place(evidence, p) for p in broken]
        return _Opinion(Outcome.CONFIDENT_REJECTION, _shown(places), tuple(places))
    quoted = [p for p in rule.prohibited_patterns if _at(evidence, p, Place.VALUE)]
    if quoted:
        return _unsure(f"the prohibited pattern {quoted[0]!r} matches inside of a string")
    missing = [p for p in rule.required_patterns if not _in_code(evidence, p)]
    if missing:
        return _unsure(f"the required pattern {missing[0]!r} is not found")
    if not rule.required_patterns:
        reason = "nothing prohibited is found, and nothing is required that could be approved"
        return _unsure(reason, applicable=False)
    return _Opinion(Outcome.CONFIDENT_APPROVAL, "every required pattern is found")


def _at(evidence: Evidence, pattern: str, place: Place) -> list[Span]:
    spans = evidence.matches.get(pattern) or ()
    return [span for span in spans if evidence.masked.place(span[0]) is place]


def _in_code(evidence: Evidence, pattern: str) -> list[Span]:
    return _at(evidence, pattern, Place.CODE)


def _place(evidence: Evidence, pattern: str) -> Finding:
    start, end = _in_code(evidence, pattern)[0]
    text, last = evidence.masked.text, max(end - 1, start)
    return Finding(
        line=evidence.masked.line(start),
        column=start - text.rfind("\n", 0, start),
        end_line=evidence.masked.line(last),
        end_column=last - text.rfind("\n", 0, last),
        message=f"the prohibited pattern {pattern!r} matches",
    )


def _shown(findings: Sequence[Finding]) -> str:
    shown = [f"Line {f.line}: {f.message}" for f in findings[:MAX_SHOWN]]
    more = len(findings) - len(shown)
    return "; ".join(shown) + (f" (and {more} more)" if more else "")


def conclude(results: Sequence[ValidationResult]) -> Review:
    """All rules together: one rejection rejects; approval needs a subject and no doubt."""
    rejecting = [r for r in results if r.outcome is Outcome.CONFIDENT_REJECTION]
    applicable = [r for r in results if r.applicable]
    unsure = [r for r in applicable if r.outcome is Outcome.UNCERTAIN]
    if rejecting:
        outcome, confidence = Outcome.CONFIDENT_REJECTION, max(r.confidence for r in rejecting)
    elif unsure or not applicable:
        outcome, confidence = Outcome.UNCERTAIN, min((r.confidence for r in unsure), default=0.0)
    else:
        outcome, confidence = Outcome.CONFIDENT_APPROVAL, min(r.confidence for r in applicable)
    return Review(
        outcome=outcome,
        confidence=confidence,
        requires_llm_review=outcome is Outcome.UNCERTAIN,
        approval_recommendation=_RECOMMENDATION[outcome],
        results=tuple(results),
    )


_RECOMMENDATION = {
    Outcome.CONFIDENT_APPROVAL: Recommendation.APPROVE,
    Outcome.CONFIDENT_REJECTION: Recommendation.REJECT,
    Outcome.UNCERTAIN: Recommendation.REVIEW,
}
