"""Smart retry in a build: rejected artefacts are repaired before the build is refused.

A repaired text takes the place of the template's: it is reviewed and imported with all the others,
and where that fails, everything is as if nobody had tried.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from application.build.verdicts import ReviewCode, Verdict
from application.generation.generate import GeneratedFile, Generation
from application.smart_retry import Retry, SmartRetry
from domain.events import Event
from domain.generation.stamp import renewed
from domain.review import Outcome

ReviewAll = Callable[[Sequence[GeneratedFile]], Sequence[Verdict]]


@dataclass(frozen=True, slots=True)
class Mended:
    """What is generated now, with its verdicts; `events` by path of the artefact."""

    generation: Generation
    verdicts: Sequence[Verdict]
    events: Mapping[str, Sequence[Event]] = field(default_factory=dict)
    repaired: tuple[str, ...] = ()  # one sentence each
    left: tuple[str, ...] = ()  # the same, for what has to be generated again


def mend_artefacts(
    generation: Generation,
    verdicts: Sequence[Verdict],
    *,
    retry: SmartRetry,
    review: ReviewCode,
    review_all: ReviewAll,
) -> Mended:
    """Repair what was rejected; all of it holds together, or nothing is kept."""
    rejected = [one for one in verdicts if one.outcome is Outcome.CONFIDENT_REJECTION]
    retries = [_mend(one, retry, review) for one in rejected]
    judged, files = verdicts, generation.files
    if not all(one.repaired for one in retries):
        retries = [one for one in retries if not one.repaired]  # the build is refused anyway
    else:
        texts = {one.path: one.text for one in retries}
        files = tuple(replace(f, text=texts.get(f.path, f.text)) for f in files)
        judged = review_all(files)
        broken = _newly_rejected(verdicts, judged, repaired=set(texts))
        if broken:
            reason = f"after the repair {broken}"
            retries = [
                replace(one, text=first.artefact.text, patches=(), reason=reason)
                for one, first in zip(retries, rejected, strict=True)
            ]
            judged, files = verdicts, generation.files
    return Mended(
        replace(generation, files=files),
        judged,
        {one.path: retry.events(one) for one in retries},
        tuple(_sentence(one, retry) for one in retries if one.repaired),
        tuple(f"{one.path}: not repaired: {one.reason}" for one in retries if not one.repaired),
    )


def _mend(verdict: Verdict, retry: SmartRetry, review: ReviewCode) -> Retry:
    artefact = verdict.artefact
    if verdict.problem:
        reason = f"it cannot be imported: {verdict.problem}"
        return Retry(artefact.path, artefact.text, verdict.review, reason=reason)
    found = retry.mend(
        artefact.path, artefact.text, lambda text: review(replace(artefact, text=text))
    )
    if found is not None:
        return _under_its_header(found)
    reason = "a second review does not reject it"
    return Retry(artefact.path, artefact.text, verdict.review, reason=reason)


def _under_its_header(found: Retry) -> Retry:
    """The header of a generated file names its content: otherwise it looks edited by a person."""
    if not found.repaired:
        return found
    *others, last = found.patches
    text = renewed(found.text)
    return replace(found, text=text, patches=(*others, replace(last, after=text)))


def _newly_rejected(
    before: Sequence[Verdict], after: Sequence[Verdict], *, repaired: set[str]
) -> str:
    """The first artefact that is rejected only now, or still; "" where there is none."""
    was = {one.artefact.path for one in before if one.outcome is Outcome.CONFIDENT_REJECTION}
    for one in after:
        expected = one.artefact.path in was - repaired
        if one.outcome is Outcome.CONFIDENT_REJECTION and not expected:
            return "; ".join(one.complaints()) or f"{one.artefact.path} is rejected"
    return ""


def _sentence(found: Retry, retry: SmartRetry) -> str:
    rules = ", ".join(patch.rule_id for patch in found.patches)
    saved = retry.tokens_saved(found)
    return f"{found.path}: repaired instead of generated again ({rules}), {saved} tokens saved"
