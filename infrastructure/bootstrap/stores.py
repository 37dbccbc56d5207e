"""The stores of one data directory: the log, the journal that feeds it, and the read models."""

import logging
import threading
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from application.fresh_memory import FreshMemory
from application.known_now import KnownNow
from application.ports.clock import Clock
from application.ports.event_log import EventLog
from application.ports.journal import Journal
from application.ports.recognition_store import RecognitionStore
from domain.errors import StoreError
from domain.known_entities import KnownEntities
from infrastructure.adapters.clock_system import SystemClock
from infrastructure.adapters.journal import GroupCommitJournal
from infrastructure.adapters.memory_tier import BoundedMemoryTier
from infrastructure.bootstrap.event_store import open_event_log
from infrastructure.bootstrap.log_origin import known_origin, origin_of, remember_origin
from infrastructure.settings import Settings

if TYPE_CHECKING:
    from application.ports.entity_catalogue import EntityCatalogue
    from application.ports.exclusive import Exclusive
    from application.ports.metrics_reader import MetricsReader
    from application.ports.projection import Projection
    from application.ports.review_records import ReviewRecords
    from projections.metrics_duckdb import MetricsDuckDB
    from projections.projector import Projector

logger = logging.getLogger(__name__)

CACHE_FILE = "recognition_cache.db"
CATALOGUE_FILE = "entity_catalogue.db"
REVIEWS_FILE = "review_records.db"
BUILD_LOCK = "build.lock"
ERRORS_FILE = "projection_errors.db"
PUBLISHED_METRICS = "metrics.duckdb"
METRICS_LOG_FOLDER = Path("logs") / "optimization_metrics"
REVIEW_MODELS = ("review_records",)
QUICK_MODELS = ("recognition_cache", "entity_catalogue")  # those that commands read at once

BACKGROUND_AFTER_SECONDS = 1.0  # a short command leaves the metrics to one that needs them


@dataclass
class Stores:
    """Opened once and closed once; `notices` say what had to be mended."""

    settings: Settings
    clock: Clock
    log: EventLog
    journal: GroupCommitJournal
    notices: list[str] = field(default_factory=list)
    feeds: bool = True  # False: the read models are looked at only
    on_disk: bool = True  # False: a dry run
    _background: threading.Timer | None = None

    @classmethod
    def open(cls, settings: Settings, *, feeds: bool = True) -> "Stores":
        """Open the stores of the data directory and bring the read models up to date.

        Without `feeds` they stay as they are. StoreError and its kin; then nothing was changed.
        """
        if settings.event_store is None:
            _make_private_folder(settings.data_dir)
        clock = SystemClock()
        log = open_event_log(settings)
        _make_private_folder(settings.data_dir)
        stores = cls(settings, clock, log, GroupCommitJournal(log, clock), feeds=feeds)
        if feeds:
            stores._begin()
        return stores

    @classmethod
    def nowhere(cls, settings: Settings) -> "Stores":
        """Stores in memory, empty and forgotten: for a dry run."""
        from infrastructure.adapters.event_log_memory import MemoryEventLog

        clock = SystemClock()
        log = MemoryEventLog()
        return cls(settings, clock, log, GroupCommitJournal(log, clock), on_disk=False)

    @cached_property
    def projector(self) -> "Projector":
        """Feeds every read model."""
        from projections.entity_catalogue import EntityCatalogue
        from projections.known_follower import KnownFollower
        from projections.memory_follower import MemoryFollower
        from projections.metrics_log import MetricsLog
        from projections.projector import Projector
        from projections.recognition_cache import RecognitionCache
        from projections.review_records import ReviewRecordsTable
        from projections.set_aside import ProjectionErrors

        folder = self.settings.data_dir
        models: list[Projection] = [
            RecognitionCache(folder / CACHE_FILE),
            MemoryFollower(self.memory),
            EntityCatalogue(folder / CATALOGUE_FILE),
            KnownFollower(self.known),
            ReviewRecordsTable(folder / REVIEWS_FILE),
            self._metrics,
            MetricsLog(folder / METRICS_LOG_FOLDER),
        ]
        return Projector(self.log, models, errors=ProjectionErrors(folder / ERRORS_FILE))

    @cached_property
    def recognitions(self) -> RecognitionStore:
        """The persistent tier, as recognition reads it."""
        if not self.on_disk:
            from infrastructure.adapters.recognition_store_memory import MemoryRecognitionStore

            return MemoryRecognitionStore()
        from projections.recognition_reader import SQLiteRecognitionStore

        return SQLiteRecognitionStore(self.settings.data_dir / CACHE_FILE)

    @cached_property
    def memory_tier(self) -> BoundedMemoryTier:
        """What this process remembers of them."""
        return BoundedMemoryTier(
            policy=self.settings.memory_policy,
            max_entries=self.settings.memory_entries,
            max_age=self.settings.max_age,
        )

    @cached_property
    def memory(self) -> FreshMemory:
        """The same, told of every change by the log."""
        return FreshMemory(self.memory_tier)

    @cached_property
    def known(self) -> KnownNow:
        """The entities of each system, as lookups need them."""
        return KnownNow(self._read_known, self.clock)

    def _read_known(self, system: str) -> KnownEntities:
        if not self.known.followed:
            self.projector.catch_up(only=QUICK_MODELS)
        return KnownEntities.of(self._catalogue.versions(system).items())

    def follow(self) -> None:
        """Feed every read model in the background from now on. StoreError."""
        self.projector.start()
        self.known.followed = True

    @property
    def catalogue(self) -> "EntityCatalogue":
        """The entities of each system; up to date with everything recorded before it was asked."""
        self.projector.catch_up(only=QUICK_MODELS)
        return self._catalogue

    @cached_property
    def review_records(self) -> "ReviewRecords":
        """Past reviews and the verdicts on them; bring them up to date first."""
        if not self.on_disk:
            from application.ports.review_records import NoReviewRecords

            return NoReviewRecords()
        from projections.review_reader import SQLiteReviewRecords

        return SQLiteReviewRecords(self.settings.data_dir / REVIEWS_FILE)

    def settle_reviews(self) -> None:
        """Bring the records of reviews up to date with all that was recorded before, by anybody."""
        if self.on_disk:
            self.projector.catch_up(only=REVIEW_MODELS)

    @cached_property
    def builds(self) -> "Exclusive":
        """Held by the one build that is under way."""
        from infrastructure.adapters.exclusive_file import ExclusiveFile

        return ExclusiveFile(self.settings.data_dir / BUILD_LOCK)

    @cached_property
    def metrics(self) -> "MetricsReader":
        """The published metrics; bring them up to date with `publish_metrics` first."""
        from projections.metrics.reader import DuckDBMetricsReader

        return DuckDBMetricsReader(self.settings.data_dir / PUBLISHED_METRICS)

    def publish_metrics(self) -> None:
        """Bring what analysts open up to date now, also if nobody waits for it."""
        self.journal.flush()
        self.projector.catch_up()
        try:
            self._metrics.publish(now=True)
        except StoreError as error:
            self.notices.append(error.message)
        self._take_notices()

    def settle(self) -> None:
        """Bring the recognition cache up to date with all that was recorded before, by anybody."""
        if self.on_disk:
            self.journal.flush()
            self.projector.catch_up(only=QUICK_MODELS)

    def close(self, *, publish: bool) -> None:
        """Drain the journal, feed the read models (the metrics too with `publish`), release."""
        if self._background:
            self._background.cancel()
            self._background.join()
        self.journal.close()
        if self.on_disk:
            try:
                if self.feeds:
                    self.projector.catch_up(only=() if publish else QUICK_MODELS)
                    self._remember_origin()
            except StoreError as error:  # the next one to open them feeds them
                logger.warning("the read models are not up to date: %s", error.message)
            self.projector.close()
        self.log.close()

    def _begin(self) -> None:
        folder = self.settings.data_dir
        had_models = (folder / CACHE_FILE).exists()
        self.journal.on_commit.append(self.projector.wake)
        self._check_origin(had_models=had_models)
        is_new = self.log.position() == 0
        if is_new or not (folder / PUBLISHED_METRICS).exists():
            self.publish_metrics()
        else:
            self.projector.catch_up(only=QUICK_MODELS)
        self._take_notices()
        self._background = threading.Timer(BACKGROUND_AFTER_SECONDS, self.follow)
        self._background.daemon = True
        self._background.start()

    def _check_origin(self, *, had_models: bool) -> None:
        """Make read models anew that were made from another log than the one that is open."""
        folder = self.settings.data_dir
        origin, known = origin_of(self.log), known_origin(folder)
        if origin == known:
            return
        of_old = known is None and self.settings.event_store is None  # from before it was noted
        if origin is None or not had_models or of_old:
            remember_origin(folder, origin)
            return
        self.projector.rebuild(resume=False)
        remember_origin(folder, origin)
        self.notices.append(
            f"the read models in {folder} were made from another event store; they were rebuilt"
        )

    def _remember_origin(self) -> None:
        """Note the log whose first event was recorded after it had been opened."""
        if known_origin(self.settings.data_dir) is None:
            remember_origin(self.settings.data_dir, origin_of(self.log))

    def _take_notices(self) -> None:
        self.notices += self.projector.notices
        self.projector.notices.clear()

    @cached_property
    def _catalogue(self) -> "EntityCatalogue":
        from projections.entity_reader import SQLiteEntityCatalogue

        return SQLiteEntityCatalogue(self.settings.data_dir / CATALOGUE_FILE)

    @cached_property
    def _metrics(self) -> "MetricsDuckDB":
        from projections.metrics_duckdb import MetricsDuckDB

        return MetricsDuckDB(
            self.settings.data_dir,
            baseline_tokens=self.settings.baseline_tokens,
            baseline_seconds=self.settings.baseline_seconds,
        )


def _make_private_folder(folder: Path) -> None:
    """The data directory, for its owner only; StoreError when it cannot be made or used."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        reason = error.strerror or str(error)
        raise StoreError(
            f"the data directory {folder} cannot be made: {reason}",
            hint="name another one with --data-dir or BAES_DATA_DIR",
        ) from error


_: type[Journal] = GroupCommitJournal  # the type checker's proof that the port is satisfied
