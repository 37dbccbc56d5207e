"""Pulls events from the log in pages and feeds every projection, each at its own position.

`catch_up` is synchronous; `start` begins a thread that does the same whenever the journal commits,
and looks now and then for what other processes have appended.
"""

import logging
import threading
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from application.ports.event_log import EventLog
from application.ports.projection import Projection
from domain.errors import OptimizerError, StoreError, UnknownProjectionError
from projections.capabilities import Rebuildable
from projections.feed import Feed
from projections.page import Page, read_page
from projections.set_aside import ProjectionErrors, SetAside

logger = logging.getLogger(__name__)

LINGER_SECONDS = 0.01  # after a commit: the next ones come along
POLL_SECONDS = 0.25  # between two looks for what other processes have appended

Progress = Callable[[int, int], None]  # (position, the position to reach)


@dataclass(frozen=True, slots=True)
class ProjectionStatus:
    """How one projection stands; `position` is None while its target cannot be used."""

    name: str
    version: int
    position: int | None
    lag: int  # events of the log that it has not scanned
    last_error: str
    set_aside: tuple[SetAside, ...]


class Projector:
    """Feeds projections; thread-safe. `notices` are sentences for people about what was rebuilt."""

    def __init__(
        self, log: EventLog, projections: Sequence[Projection], *, errors: ProjectionErrors
    ) -> None:
        self.notices: list[str] = []
        self._log = log
        self._errors = errors
        self._feeds = {p.name: Feed(p, errors) for p in projections}
        self._feeding = threading.RLock()
        self._wake = threading.Event()
        self._stopping = False
        self._thread: threading.Thread | None = None

    def wake(self) -> None:
        """There are new events; to be called after each commit."""
        self._wake.set()

    def start(self) -> None:
        """Go on in the background until `close`."""
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="projector", daemon=True)
            self._thread.start()

    def catch_up(
        self, *, only: Collection[str] = (), progress: Progress | None = None
    ) -> dict[str, int]:
        """Feed every projection, or `only` those, what the log holds now; their positions.

        StoreError if the log cannot be read. A projection whose target cannot be used is passed by:
        it has no position in the answer, and `status` says why.
        """
        with self._feeding:
            head = self._log.position()
            feeds = [f for name, f in self._feeds.items() if not only or name in only]
            for feed in feeds:
                self._check_origin(feed, head)
            reached = self._advance(feeds, head, progress)
            for feed in feeds:
                if reached.get(feed.projection.name, -1) >= head:
                    self.notices += feed.notices()
            return reached

    def status(self) -> list[ProjectionStatus]:
        """Each projection, as it stands now."""
        head = self._log.position()
        return [self._status(feed, head) for feed in self._feeds.values()]

    def rebuild(self, name: str, *, progress: Progress | None = None) -> int:
        """Make a projection anew from the log; its position. UnknownProjectionError, StoreError.

        Readers see the old rows until the new ones are complete, where the target allows that.
        """
        feed = self._feeds.get(name)
        if feed is None:
            raise UnknownProjectionError(name, self._feeds)
        self._errors.forget(name)
        if isinstance(feed.projection, Rebuildable):
            self._rebuild_beside(feed.projection, progress)
        else:
            with self._feeding:
                feed.projection.reset()
        with self._feeding:
            self._advance([feed], self._log.position(), progress)
            feed.publish(now=True)
            feed.notices()  # whatever was found has been rebuilt on purpose
            return feed.projection.position()

    def close(self) -> None:
        """Stop (after a last round, where it ran in the background) and close every projection."""
        self._stopping = True
        self._wake.set()
        if self._thread is not None:
            self._thread.join()
            self._thread = None
        with self._feeding:
            for feed in self._feeds.values():
                feed.projection.close()
            self._errors.close()

    def _run(self) -> None:
        complaint = ""
        while not self._stopping:
            if self._wake.wait(POLL_SECONDS) and not self._stopping:
                self._wake.clear()
                self._wake.wait(LINGER_SECONDS)
            self._wake.clear()
            try:
                self.catch_up()
                self._publish()
            except OptimizerError as error:  # the log's; a projection's own are its feed's
                if error.message != complaint:  # once, not at every look
                    logger.warning("the projections wait: %s", error.message)
                complaint = error.message
            else:
                complaint = ""

    def _publish(self) -> None:
        with self._feeding:
            for feed in self._feeds.values():
                feed.publish()

    def _advance(self, feeds: list[Feed], head: int, progress: Progress | None) -> dict[str, int]:
        """Page by page, the projections that are furthest behind first."""
        reached: dict[str, int] = {}
        waiting = list(feeds)
        while True:
            positions = {feed: feed.position() for feed in waiting}
            behind = {f: p for f, p in positions.items() if p is not None and p < head}
            reached |= {f.projection.name: p for f, p in positions.items() if p is not None}
            if not behind:
                if progress is not None:
                    progress(head, head)
                return reached
            lowest = min(behind.values())
            if progress is not None:
                progress(lowest, head)
            group = [feed for feed, position in behind.items() if position == lowest]
            page = read_page(self._log, lowest, head, [t for f in group for t in f.types])
            waiting = [f for f in waiting if f not in group or self._feed(f, page)]

    @staticmethod
    def _feed(feed: Feed, page: Page) -> bool:
        if page.unreadable is not None:
            return feed.leave_out(page.scanned, page.unreadable)
        return feed.apply(page.events, scanned=page.scanned)

    def _rebuild_beside(self, projection: Rebuildable, progress: Progress | None) -> None:
        side = projection.side()
        try:
            feed = Feed(side, self._errors)
            head = self._log.position()
            self._check_origin(feed, head)
            self._advance([feed], head, progress)
            if feed.last_error:
                raise StoreError(feed.last_error)
            with self._feeding:
                projection.replace_by(side)
        finally:
            side.close()  # its file stays when this was interrupted, and the next rebuild goes on

    def _check_origin(self, feed: Feed, head: int) -> None:
        """A projection that is ahead of the log was built from another one."""
        position = feed.position()
        if position is not None and position > head and feed.reset():
            self.notices.append(
                f"{feed.projection.name} was at position {position} of a log that ends at {head}; "
                "it was emptied and rebuilt"
            )

    def _status(self, feed: Feed, head: int) -> ProjectionStatus:
        position = feed.position()
        return ProjectionStatus(
            name=feed.projection.name,
            version=feed.projection.version,
            position=position,
            lag=head - min(position or 0, head),
            last_error=feed.last_error,
            set_aside=tuple(self._errors.of(feed.projection.name)),
        )
