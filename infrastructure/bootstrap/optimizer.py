"""The service as a kernel and the command line use it: `Optimizer.open(settings)`."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from functools import cached_property, partial
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from application.recognize import RecognitionService
from application.recognized import Recognized
from domain.errors import ModelNeededError
from domain.known_entities import NOTHING_KNOWN, KnownEntities
from domain.recognition import Recognition
from infrastructure.bootstrap.specification_file import read_specification
from infrastructure.bootstrap.stores import Stores
from infrastructure.collector import fewer_collections
from infrastructure.settings import Settings

if TYPE_CHECKING:
    from application.build.builder import Builder
    from application.build.pipeline import Pipeline, Progress
    from application.build.report import BuildReport
    from application.cache import CacheService
    from application.cache_evictions import CacheEvictions
    from application.cache_transfer import CacheTransfer
    from application.calibration import Calibration
    from application.history import History
    from application.ports.recogniser import Explanation
    from application.recognise_rules import RuleRecogniser
    from application.rules import Rules
    from application.smart_retry import Retry, SmartRetry
    from application.standards import Standards
    from application.templates import TemplateRegistry
    from infrastructure.bootstrap.metrics import Metrics
    from infrastructure.bootstrap.review import Reviewing
    from projections.projector import ProjectionStatus

DEFAULT_SYSTEM = "default"


class Optimizer:
    """Thread-safe; one per process and data directory. Use it as a context manager."""

    def __init__(self, settings: Settings, stores: Stores) -> None:
        self.settings = settings
        self._stores = stores
        self._workers = ExitStack()  # processes of ours that end with this
        self._publish_on_close = False

    @classmethod
    def open(cls, settings: Settings, *, dry_run: bool = False, feeds: bool = True) -> Self:
        """Open the stores, mend what is missing; `dry_run` reads and writes none of them.

        Without `feeds` the read models are looked at as they are. StoreError and its kin when a
        store cannot be used.
        """
        if dry_run:
            return cls(settings, Stores.nowhere(settings))
        optimizer = cls(settings, Stores.open(settings, feeds=feeds))
        if feeds:
            optimizer._evict_expired()
        return optimizer

    def close(self) -> None:
        """Drain the journal and release everything. Closing twice is fine."""
        self._workers.close()
        try:
            self.recognizer.flush()
        finally:
            self._stores.close(publish=self._publish_on_close)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def notices(self) -> list[str]:
        """Sentences about what had to be mended."""
        return self._stores.notices

    # recognition

    def recognize(
        self, text: str, *, request_id: str | None = None, system: str | None = None
    ) -> Recognition:
        """What a request means; ModelNeededError when neither cache nor rules can answer."""
        found = self.look_up(text, request_id=request_id, system=system)
        if found.recognition is None:
            raise ModelNeededError(text, str(found.unparsed))
        return found.recognition

    def look_up(
        self, text: str, *, request_id: str | None = None, system: str | None = None
    ) -> Recognized:
        """The same with its key, its source and what it cost; unrecognised is an answer too."""
        return self.recognizer.recognize(
            text,
            request_id=request_id,
            dry_run=not self._stores.on_disk,
            known=self._known(system),
        )

    def explain(self, text: str, *, system: str | None = None) -> "Explanation":
        """The role of each word of a request."""
        return self.recognizer.explain(text, known=self._known(system))

    @cached_property
    def recognizer(self) -> RecognitionService:
        """Recognition over both tiers and the rules."""
        service = RecognitionService(
            recogniser=self._recogniser,
            memory=self._stores.memory,
            store=self._stores.recognitions,
            journal=self._stores.journal,
            clock=self._stores.clock,
            enable_cache=self.settings.enable_cache,
            max_age=self.settings.max_age,
        )
        self._stores.memory_tier.on_evicted = service.on_evicted
        return service

    @cached_property
    def cache(self) -> "CacheService":
        """The cache for a kernel with a model of its own, and for an operator."""
        from application.cache import CacheService

        return CacheService(
            recognition=self.recognizer,
            memory=self._stores.memory,
            store=self._stores.recognitions,
            journal=self._stores.journal,
            log=self._stores.log,
            clock=self._stores.clock,
            evictions=self._evictions,
            max_age=self.settings.max_age,
        )

    @cached_property
    def cache_transfer(self) -> "CacheTransfer":
        """The cache as a file."""
        from application.cache_transfer import CacheTransfer

        return CacheTransfer(
            recogniser=self._recogniser,
            rules=self.recognizer.cache_rules,
            store=self._stores.recognitions,
            journal=self._stores.journal,
            clock=self._stores.clock,
            settle=self._stores.settle,
        )

    # generation

    def build(
        self,
        requests: Sequence[str],
        *,
        out: Path | str,
        system: str | None = None,
        test: bool = False,
        progress: "Progress | None" = None,
    ) -> "BuildReport":
        """The whole pipeline for typed requests; see `application/build/builder.py`."""
        with self._building() as builder:
            return builder.build(
                requests, out=Path(out), system=system, test=test, progress=progress or _silent
            )

    def build_spec(
        self,
        path: Path | str,
        *,
        out: Path | str,
        system: str | None = None,
        test: bool = False,
        progress: "Progress | None" = None,
    ) -> "BuildReport":
        """The whole pipeline for a specification file; InvalidSpecError names line and field."""
        spec = read_specification(Path(path), system=system)
        with self._building() as builder:
            return builder.build_spec(
                spec, out=Path(out), source=Path(path).name, test=test, progress=progress or _silent
            )

    @contextmanager
    def _building(self) -> Iterator["Builder"]:
        self._publish_on_close = True
        try:
            with fewer_collections():
                yield self.builder
        finally:
            self._stores.known.changed()

    @cached_property
    def builder(self) -> "Builder":
        """The main job."""
        from application.build.builder import Builder

        return Builder(
            recognition=self.recognizer,
            catalogue=lambda: self._stores.catalogue,
            pipeline=self._pipeline,
            evictions=self._evictions,
            exclusive=self._stores.builds,
            clock=self._stores.clock,
        )

    @cached_property
    def templates(self) -> "TemplateRegistry":
        """The template registry."""
        from infrastructure.bootstrap.templates import open_registry

        return open_registry(self._stores, review=self.reviewing.review, workers=self._workers)

    # review

    @cached_property
    def reviewing(self) -> "Reviewing":
        """Everything that reviews."""
        from infrastructure.bootstrap.review import Reviewing

        return Reviewing(self._stores)

    @property
    def rules(self) -> "Rules":
        """The rule set, and reviewing with it."""
        return self.reviewing.rules

    @property
    def verdicts(self) -> "Calibration":
        """Saying that reviewed code is right or wrong, and what rules learnt from that."""
        return self.reviewing.calibration

    def repair(self, code: str, swea_type: str, *, path: str = "") -> "Retry | None":
        """Repair rejected code by rules; None where nothing rejects it. Records nothing."""
        return self.reviewing.repair(code, swea_type, path=path)

    def record_retry(self, retry: "Retry", *, request_id: str | None = None) -> None:
        """Record that a repair was kept, or that the artefact is to be generated again."""
        request = request_id or str(self._stores.clock.new_id())
        self._stores.journal.record(*self.smart_retry.events(retry), request_id=request)

    @property
    def smart_retry(self) -> "SmartRetry":
        """Repairs; whether they are switched on is for the caller to ask."""
        return self.reviewing.smart_retry

    @cached_property
    def standards(self) -> "Standards":
        """Coding standards: compressed, unless that is switched off or approval fell."""
        from application.standards import Standards
        from infrastructure.adapters.standards_files import PackagedStandards
        from infrastructure.adapters.tokenizer_toktok import ToktokTokenizer

        return Standards(
            PackagedStandards(),
            ToktokTokenizer(),
            enable_compressed=self.settings.enable_compressed_standards,
            escalated=self.reviewing.watch.escalated,
        )

    # metrics and history

    @cached_property
    def metrics(self) -> "Metrics":
        """What was saved; also for a kernel that generates by itself."""
        from infrastructure.bootstrap.metrics import Metrics

        return Metrics(self._stores)

    @cached_property
    def history(self) -> "History":
        """The log as it is."""
        from application.history import History

        self._stores.journal.flush()
        return History(self._stores.log)

    def projection_status(self) -> "list[ProjectionStatus]":
        """How far each read model has read the log, now."""
        return self._stores.projector.status(self._stores.clock.now())

    def project(self) -> None:
        """Feed the read models in the background from now on, and publish them when it closes."""
        self._publish_on_close = True
        self._stores.follow()

    def rebuild(self, name: str | None, progress: "Progress | None" = None) -> dict[str, int]:
        """Build one read model, or all, anew; name -> events read. UnknownProjectionError."""
        shown = partial(progress or _silent, name or "read models")
        return self._stores.projector.rebuild(*([name] if name else []), progress=shown)

    # parts

    @cached_property
    def _recogniser(self) -> "RuleRecogniser":
        from application.recognise_rules import RuleRecogniser
        from infrastructure.adapters.lexicon_files import load_lexicons
        from infrastructure.adapters.tagger_nltk import NLTKTagger

        return RuleRecogniser(NLTKTagger(), load_lexicons())

    def _evict_expired(self) -> None:
        oldest = self._stores.clock.now() - self.settings.max_age
        if any(True for _ in self._stores.recognitions.older_than(oldest)):
            self._evictions.expire(self.settings.max_age)

    @cached_property
    def _evictions(self) -> "CacheEvictions":
        from application.cache_evictions import CacheEvictions

        return CacheEvictions(
            memory=self._stores.memory,
            store=self._stores.recognitions,
            journal=self._stores.journal,
            clock=self._stores.clock,
            settle=self._stores.settle,
        )

    @cached_property
    def _pipeline(self) -> "Pipeline":
        from infrastructure.bootstrap.build import open_pipeline

        return open_pipeline(
            self._stores,
            templates=self.templates,
            reviewing=self.reviewing,
            workers=self._workers,
        )

    def _known(self, system: str | None) -> KnownEntities:
        if not self._stores.on_disk:
            return NOTHING_KNOWN
        return self._stores.known.of(system or DEFAULT_SYSTEM)


def _silent(_what: str, _done: int, _total: int) -> None:
    pass
