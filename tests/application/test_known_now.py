"""The entities that exist, without asking at every lookup, and never as they were before."""

from collections.abc import Callable

from application.known_now import FRESH_SECONDS, MOST_SYSTEMS, KnownNow
from domain.known_entities import KnownEntities
from infrastructure.adapters.clock_system import SystemClock


class HeldClock(SystemClock):
    """It stands still until it is moved."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def elapsed(self) -> float:
        return self.seconds


class Catalogue:
    """Counts how often it is asked; `meanwhile` happens inside the question."""

    def __init__(self) -> None:
        self.version = 1
        self.asked = 0
        self.meanwhile: Callable[[], None] = lambda: None
        self.clock = HeldClock()
        self.now = KnownNow(self.read, self.clock)

    def read(self, system: str) -> KnownEntities:
        self.asked += 1
        found = KnownEntities.of([(f"{system}-entity", self.version)])
        self.meanwhile()
        return found

    def known(self, system: str = "school") -> int:
        ((_, version),) = self.now.of(system).versions
        return version


def test_it_is_read_once_while_it_is_fresh() -> None:
    catalogue = Catalogue()

    assert [catalogue.known(), catalogue.known()] == [1, 1]
    assert catalogue.asked == 1


def test_where_nobody_follows_it_is_read_anew_after_a_while() -> None:
    catalogue = Catalogue()
    catalogue.known()
    catalogue.version = 2
    catalogue.clock.seconds = FRESH_SECONDS

    assert catalogue.known() == 2


def test_where_it_is_followed_it_is_read_anew_after_a_change_only() -> None:
    catalogue = Catalogue()
    catalogue.now.followed = True
    catalogue.known()
    catalogue.version = 2
    catalogue.clock.seconds = 1_000.0

    assert catalogue.known() == 1
    catalogue.now.changed()
    assert catalogue.known() == 2


def test_what_changed_while_it_was_read_is_not_kept() -> None:
    catalogue = Catalogue()

    def change() -> None:
        catalogue.meanwhile = lambda: None
        catalogue.version = 2
        catalogue.now.changed()

    catalogue.meanwhile = change

    assert catalogue.known() == 1
    assert catalogue.known() == 2


def test_systems_are_kept_apart_and_bounded() -> None:
    catalogue = Catalogue()
    for number in range(MOST_SYSTEMS + 1):
        catalogue.known(str(number))

    assert catalogue.known("0") == 1
    assert catalogue.asked == MOST_SYSTEMS + 2
