"""How a projection stands, for people and programs."""

from dataclasses import dataclass
from datetime import datetime

from application.ports.event_log import EventLog
from domain.errors import CorruptHistoryError, StoreNewerError
from projections.feed import Feed
from projections.set_aside import ProjectionErrors, SetAside


@dataclass(frozen=True, slots=True)
class ProjectionStatus:
    """`position` is None while the target cannot be used; then it lags by all there is.

    `lag`: events of the log that it has not scanned. `lag_seconds`: the age of the oldest of them,
    0 at the head of the log, None where that event cannot be read. `last_error`: why the target
    cannot be used, as this process finds or another one found last.
    """

    name: str
    version: int
    position: int | None
    lag: int
    lag_seconds: float | None
    last_error: str
    set_aside: tuple[SetAside, ...]


def status_of(
    feed: Feed, log: EventLog, errors: ProjectionErrors, *, head: int, now: datetime
) -> ProjectionStatus:
    """As it stands now. StoreError if the log cannot be read."""
    position = feed.at
    scanned = 0 if position is None else position
    return ProjectionStatus(
        name=feed.name,
        version=feed.projection.version,
        position=position,
        lag=max(head - scanned, 0),
        lag_seconds=_age(log, scanned, now) if scanned < head else 0.0,
        last_error=feed.last_error or errors.failure(feed.name),
        set_aside=tuple(errors.of(feed.name)),
    )


def _age(log: EventLog, after: int, now: datetime) -> float | None:
    try:
        waiting = log.read(after=after, limit=1)
    except (CorruptHistoryError, StoreNewerError):
        return None
    if not waiting:
        return 0.0
    return max((now - waiting[0].occurred_at).total_seconds(), 0.0)
