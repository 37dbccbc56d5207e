"""Pulls events from the log in pages and feeds every projection, each at its own position.

`catch_up` is synchronous; `start` begins a thread that does the same whenever the journal commits,
or the log says that somebody, any process, has appended. Another thread shows readers the copies
that some projections make: that may take a second, and the others do not wait for it.
"""

import logging
from collections.abc import Collection, Sequence
from contextlib import AbstractContextManager
from datetime import UTC, datetime

from application.ports.event_log import EventLog, Watch
from application.ports.projection import Projection
from domain.errors import OptimizerError, StoreError, UnknownProjectionError
from projections.background import Background
from projections.capabilities import Rebuildable
from projections.feed import Feed
from projections.rebuild import check_origin, is_outdated, rebuild_beside
from projections.rounds import Progress, advance
from projections.set_aside import ProjectionErrors
from projections.side_lock import rebuilding
from projections.status import ProjectionStatus, status_of
from projections.turns import turns

__all__ = ["Progress", "ProjectionStatus", "Projector"]

logger = logging.getLogger(__name__)

LOOK_SECONDS = 5.0  # between two looks at a log that says nothing
PUBLISH_SECONDS = 1.0  # between two looks whether it is time to publish
PATIENCE = 60.0  # seconds that a rebuild waits for another one
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Projector:
    """Feeds projections; thread-safe. `notices` are sentences for people about what was rebuilt."""

    def __init__(
        self, log: EventLog, projections: Sequence[Projection], *, errors: ProjectionErrors
    ) -> None:
        """A projection that follows another one stands after it."""
        self.notices: list[str] = []
        self._log = log
        self._errors = errors
        self._feeds = {p.name: Feed(p, errors) for p in projections}
        self._complaint = ""
        self._feeding = Background("projector", self._round, look_seconds=LOOK_SECONDS)
        self._publishing = Background("publisher", self._publish, look_seconds=PUBLISH_SECONDS)
        self._watch: Watch | None = None

    @property
    def names(self) -> list[str]:
        """Every read model; not what is of this process alone."""
        return [name for name, feed in self._feeds.items() if feed.follower is None]

    def wake(self) -> None:
        """There are new events; to be called after each commit."""
        self._feeding.wake()

    def start(self) -> None:
        """Go on in the background until `close`. StoreError if the log cannot be watched."""
        if self._watch is None:
            self._watch = self._log.watch(self.wake)
        self._feeding.start()
        self._publishing.start()

    def catch_up(
        self, *, only: Collection[str] = (), progress: Progress | None = None
    ) -> dict[str, int]:
        """Feed every projection, or `only` those, what the log holds now; their positions.

        StoreError if the log cannot be read. A projection whose target cannot be used is passed by:
        it has no position in the answer, and `status` says why.
        """
        return self._catch_up(self._chosen(only), wait=True, progress=progress)

    def status(self, now: datetime = EPOCH) -> list[ProjectionStatus]:
        """Each read model, as it stands now; StoreError if the log cannot be read."""
        head = self._log.position()
        found = []
        for name in self.names:
            feed = self._feeds[name]
            with self._turns([feed], wait=False) as mine:
                if mine:  # otherwise it is being fed right now, and keeps count
                    feed.position()
                found.append(status_of(feed, self._log, self._errors, head=head, now=now))
        return found

    def rebuild(
        self, *names: str, resume: bool = True, progress: Progress | None = None
    ) -> dict[str, int]:
        """Make these projections, or all, anew from the log; their positions.

        Readers see the old rows until the new ones are complete, where the target allows that. With
        `resume`, one that was interrupted goes on where it stopped. UnknownProjectionError;
        StoreError; StoreBusyError while another process rebuilds.
        """
        for name in names:
            if name not in self.names:
                raise UnknownProjectionError(name, self.names)
        feeds = [self._feeds[name] for name in names or self.names]
        beside = [feed for feed in feeds if isinstance(feed.projection, Rebuildable)]
        with rebuilding(self._errors.path.parent, patience=PATIENCE):
            found = self._rebuild_beside(beside, resume=resume, progress=progress)
            for feed in feeds:
                if feed not in beside:
                    found[feed.name] = self._rebuild_in_place(feed)
        with self._turns(feeds):
            found |= advance(self._log, feeds, self._log.position(), progress)
            for feed in feeds:
                feed.publish(now=True)
                feed.notices()  # whatever was found has been rebuilt on purpose
        return found  # where another process has the target now, as far as it was filled

    def close(self) -> None:
        """Stop, and close every projection. Closing twice is fine."""
        if self._watch is not None:
            self._watch.close()
        self._feeding.close()
        self._publishing.close()
        with self._turns(self._chosen(())) as feeds:
            for feed in feeds:
                feed.close()
            self._errors.close()

    def _chosen(self, only: Collection[str]) -> list[Feed]:
        """With those that follow them."""
        return [
            feed
            for name, feed in self._feeds.items()
            if not only
            or name in only
            or (feed.follower is not None and feed.follower.follows in only)
        ]

    def _catch_up(
        self, feeds: Sequence[Feed], *, wait: bool, progress: Progress | None = None
    ) -> dict[str, int]:
        self._replace_outdated(feeds)
        with self._turns(feeds, wait=wait) as mine:
            head = self._log.position()
            for feed in mine:
                check_origin(feed, head)
            reached = advance(self._log, mine, head, progress)
            for feed in mine:
                if reached.get(feed.name, -1) >= head:
                    self.notices += feed.notices()
        return reached

    def _replace_outdated(self, feeds: Sequence[Feed]) -> None:
        """Those that another version of this program has made; at the first look at each."""
        for feed in feeds:
            if feed.looked_at:
                continue
            try:
                if is_outdated(feed):
                    with rebuilding(self._errors.path.parent, patience=PATIENCE):
                        if is_outdated(feed):  # nobody else has rebuilt it meanwhile
                            self._rebuild_beside([feed])
                feed.looked_at = True
            except StoreError as error:
                feed.refuse(error)

    def _rebuild_beside(
        self, feeds: Sequence[Feed], *, resume: bool = True, progress: Progress | None = None
    ) -> dict[str, int]:
        log, errors = self._log, self._errors

        def turn(feed: Feed) -> AbstractContextManager[object]:
            return self._turns([feed])

        return rebuild_beside(feeds, log, errors, turn=turn, resume=resume, progress=progress)

    def _rebuild_in_place(self, feed: Feed) -> int:
        with self._turns([feed]):
            self._errors.forget(feed.name)
            feed.projection.reset()
            return feed.projection.position()

    def _round(self) -> None:
        """What the background does."""
        try:
            self._catch_up(self._chosen(()), wait=False)
        except OptimizerError as error:  # the log's; a projection's own are its feed's
            if error.message != self._complaint:  # once, not at every look
                logger.warning("the projections wait: %s", error.message)
            self._complaint = error.message
        else:
            self._complaint = ""
            self._publishing.wake()

    def _publish(self) -> None:
        for feed in self._feeds.values():
            with self._turns([feed]):
                feed.publish()

    def _turns(
        self, feeds: Sequence[Feed], *, wait: bool = True
    ) -> AbstractContextManager[list[Feed]]:
        return turns(feeds, wait=wait, wake=self.wake)
