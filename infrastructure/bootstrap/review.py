"""Reviews of one data directory: rules, what verdicts taught them, repairs, and standards."""

from functools import cached_property
from typing import TYPE_CHECKING

from application.calibration import Calibration
from application.review_recording import ReviewRecorder
from application.rules import Rules
from application.standards_watch import StandardsWatch
from infrastructure.adapters.pattern_engine import RE2PatternEngine
from infrastructure.bootstrap.stores import Stores

if TYPE_CHECKING:
    from application.build.verdicts import ReviewCode
    from application.generation.generate import GeneratedFile
    from application.smart_retry import Retry, SmartRetry
    from domain.review import Review


class Reviewing:
    """Each part is made when it is asked for."""

    def __init__(self, stores: Stores) -> None:
        self._stores = stores

    @cached_property
    def rules(self) -> Rules:
        """The rule set; its reviews are recorded."""
        return Rules(
            log=self._stores.log,
            clock=self._stores.clock,
            patterns=RE2PatternEngine(),
            records=self.calibration.learnt,
            recorder=ReviewRecorder(journal=self._stores.journal, watch=self.watch),
        )

    @cached_property
    def calibration(self) -> Calibration:
        """Verdicts, and the records of rules."""
        return Calibration(
            log=self._stores.log,
            journal=self._stores.journal,
            clock=self._stores.clock,
            records=self._stores.review_records,
            settle=self._stores.settle_reviews,
            watch=self.watch,
        )

    @cached_property
    def watch(self) -> StandardsWatch:
        """Which standards go into prompts in full."""
        return StandardsWatch(
            log=self._stores.log,
            clock=self._stores.clock,
            records=self._stores.review_records,
            settle=self._stores.settle_reviews,
        )

    def reviewer(self) -> "ReviewCode":
        """The review of one build: with the rules and records of this moment, not recorded."""
        reviewer = self.rules.as_they_are()
        rules = None if self._stores.settings.enable_rules else ()  # by no rule: uncertain

        def review(artefact: "GeneratedFile") -> "Review":
            return reviewer.review(
                artefact.text, artefact.swea_type, path=artefact.path, imported=True, rules=rules
            )

        return review

    def review(self, artefact: "GeneratedFile") -> "Review":
        """One such review."""
        return self.reviewer()(artefact)

    def repair(self, code: str, swea_type: str, *, path: str) -> "Retry | None":
        """Repair rejected code by rules; None where nothing rejects it. Records nothing."""
        review = self.rules.as_they_are().review
        return self.smart_retry.mend(path, code, lambda text: review(text, swea_type, path=path))

    @cached_property
    def smart_retry(self) -> "SmartRetry":
        """Repairs; whether they are switched on is for the caller to ask."""
        from application.smart_retry import SmartRetry
        from infrastructure.adapters.tokenizer_toktok import ToktokTokenizer

        return SmartRetry(ToktokTokenizer())
