"""What a projection may be able to do beyond the port; the projector uses it where it is there."""

from typing import ClassVar, Protocol, Self, runtime_checkable

from application.ports.projection import Projection


@runtime_checkable
class Restorable(Protocol):
    """A projection that knows why its target was begun anew."""

    @property
    def restored(self) -> str:
        """The reason, as "x.db was missing"; empty where it was not."""
        ...

    def acknowledge(self) -> None:
        """It was reported."""
        ...


@runtime_checkable
class Noticing(Protocol):
    """A projection that says by itself what it found and mended."""

    notices: list[str]


@runtime_checkable
class Publisher(Protocol):
    """A projection that shows its readers a copy."""

    def publish(self, *, now: bool = False) -> bool:
        """Bring the copy up to date if it is time; whether it was replaced."""
        ...


@runtime_checkable
class Rebuildable(Projection, Protocol):
    """A projection that can be rebuilt beside itself, so that readers never see half of it."""

    def side(self) -> Self:
        """The same projection into another target; one that an interrupted rebuild left goes on."""
        ...

    def replace_by(self, side: Self) -> bool:
        """Take over its rows and position at once, and discard it; False, and nothing happened,
        where another process has brought this one further than `side` by now.
        """
        ...


@runtime_checkable
class Versioned(Rebuildable, Protocol):
    """One that keeps the rows of another version until those of its own can replace them."""

    def is_outdated(self) -> bool:
        """Whether its target has rows of another version. StoreError if it cannot be used."""
        ...


@runtime_checkable
class Follower(Projection, Protocol):
    """A projection that is of this process alone, and stays at or behind another one."""

    follows: ClassVar[str]  # the name of that one

    def go_back(self, position: int | None) -> None:
        """That one is at this position, None: cannot be used; what is above it will come again."""
        ...
