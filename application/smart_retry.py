"""What becomes of a rejected artefact: repaired without a model, or regenerated for a reason.

A repair is kept only when the review of the whole text, by this rule and all others, finds that
the violation is gone and nothing else got worse. A false success is the worst fault: every doubt
ends in a regeneration.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from application.ports.tokenizer import Tokenizer
from application.review import READABLE
from domain.digests import digest
from domain.errors import CannotRepairError, CodeTooLargeError, UnreadableCodeError
from domain.events import ArtefactPatched, Event, RegenerationChosen
from domain.repairs import FIXERS, ONLY_REGENERATED, Fixer, fix_all
from domain.review import Outcome, Review, ValidationResult

MAX_ROUNDS = 3  # each mends one rule

Judge = Callable[[str], Review]  # every rule that counts, and whether it compiles
Repair = Callable[[str], str]  # CannotRepairError, UnreadableCodeError

_ORDER: dict[str, Fixer] = {fixer.rule_id: fixer for fixer in FIXERS}


def shipped_repairs() -> dict[str, Repair]:
    """The table of `domain/repairs/`, by rule, in the order in which they are tried."""

    def bound(fixer: Fixer) -> Repair:
        return lambda text: fix_all(fixer, text)

    return {rule_id: bound(fixer) for rule_id, fixer in _ORDER.items()}


@dataclass(frozen=True, slots=True)
class Patch:
    """One rule that was mended."""

    rule_id: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Retry:
    """`text` is the repaired one, or the rejected one with the reason to regenerate it."""

    path: str
    text: str
    review: Review
    patches: tuple[Patch, ...] = ()
    reason: str = ""
    rounds: int = 0
    broken: tuple[str, ...] = ()  # the rules that rejected it at first

    @property
    def repaired(self) -> bool:
        """Whether nothing rejects the text any more."""
        return bool(self.patches) and not self.reason


class SmartRetry:
    """Holds no state between calls."""

    def __init__(self, tokenizer: Tokenizer, repairs: Mapping[str, Repair] | None = None) -> None:
        self._tokenizer = tokenizer
        self._repairs = shipped_repairs() if repairs is None else repairs

    def mend(self, path: str, text: str, judge: Judge) -> Retry | None:
        """Repair a text that its review rejects; None where it does not."""
        first = review = judge(text)
        broken = tuple(result.rule_id for result in _rejecting(first))
        if not broken:
            return None
        current, patches = text, list[Patch]()
        reason = self._hopeless(first)
        while not reason and _rejecting(review):
            if len(patches) == MAX_ROUNDS:
                reason = f"{MAX_ROUNDS} repairs were not enough"
                break
            rule_id = next(r for r in self._repairs if r in {b.rule_id for b in _rejecting(review)})
            repaired, after, reason = self._round(rule_id, current, review, judge)
            patches.append(Patch(rule_id, current, repaired))
            if not reason:
                current, review = repaired, after
                reason = self._hopeless(review)
        if reason:
            return Retry(path, text, first, (), reason, len(patches), broken)
        return Retry(path, current, review, tuple(patches), "", len(patches), broken)

    def events(self, retry: Retry) -> list[Event]:
        """The facts to record. One regeneration was saved, so one patch counts its tokens."""
        if not retry.repaired:
            chosen = RegenerationChosen(
                path=retry.path,
                content_sha256=digest(retry.text),
                rule_ids=retry.broken,
                rounds=retry.rounds,
                reason=retry.reason,
            )
            return [chosen]
        saved = self.tokens_saved(retry)
        last = retry.patches[-1]
        return [
            ArtefactPatched(
                path=retry.path,
                rule_id=patch.rule_id,
                before_sha256=digest(patch.before),
                after_sha256=digest(patch.after),
                tokens_saved=saved if patch is last else 0,
            )
            for patch in retry.patches
        ]

    def tokens_saved(self, retry: Retry) -> int:
        """What a model would have had to write once more: the whole artefact."""
        return self._tokenizer.count(retry.text) if retry.repaired else 0

    def _hopeless(self, review: Review) -> str:
        """Why no patch is possible; "" where one may be."""
        rejecting = [result.rule_id for result in _rejecting(review)]
        if READABLE in rejecting:
            return f"it cannot be read: {_rejecting(review)[0].reason}"
        for rule_id in rejecting:
            if rule_id not in self._repairs:
                why = ONLY_REGENERATED.get(rule_id, "nobody wrote a repair for it")
                return f"{rule_id}: {why}"
        if len(rejecting) > MAX_ROUNDS:
            return f"{len(rejecting)} rules are broken at once: {', '.join(rejecting)}"
        return ""

    def _round(
        self, rule_id: str, text: str, review: Review, judge: Judge
    ) -> tuple[str, Review, str]:
        """The repaired text with its review, and why it is not kept ("": it is)."""
        try:
            repaired = self._repairs[rule_id](text)
            after = judge(repaired)
        except (CannotRepairError, UnreadableCodeError, CodeTooLargeError) as error:
            return text, review, f"{rule_id}: {error.message}"
        except RecursionError:
            return text, review, f"{rule_id}: the code nests too deeply"
        if repaired == text:
            return text, review, f"{rule_id}: the repair changed nothing"
        worse = _worse(rule_id, review, after)
        return repaired, after, f"{rule_id}: {worse}" if worse else ""


def _rejecting(review: Review) -> list[ValidationResult]:
    return [r for r in review.results if r.outcome is Outcome.CONFIDENT_REJECTION]


def _worse(rule_id: str, before: Review, after: Review) -> str:
    """What a repair broke, or did not mend; "" where it may be kept."""
    was = {result.rule_id: result for result in before.results}
    now = {result.rule_id: result for result in after.results}
    if set(was) - set(now) or set(now) - set(was) - {READABLE}:
        return "after the repair the text is judged by other rules"
    for result in after.results:
        known = was.get(result.rule_id)
        if known is None:
            return f"the repaired text is not judged: {result.reason}"
        if result.rule_id == rule_id and (_rank(result) > 0 or result.findings):
            return f"the violation is not gone: {result.reason}"
        if _rank(result) > _rank(known) or len(result.findings) > len(known.findings):
            return f"the repair breaks {result.rule_id}: {result.reason}"
    return ""


def _rank(result: ValidationResult) -> int:
    """0 in order or without a subject, 1 a doubt, 2 a rejection."""
    if result.outcome is Outcome.CONFIDENT_REJECTION:
        return 2
    return int(result.outcome is Outcome.UNCERTAIN and result.applicable)
