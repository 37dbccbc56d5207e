"""Coding standards that go into prompts: a compressed form, and the full one where quality fell."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import NAMESPACE_URL, uuid5

from pydantic import Field

from domain.events import Event, StandardsEscalated, StandardsRestored
from domain.model import Model
from domain.templates import SweaType

MAX_COMPRESSED_TOKENS = 300  # above it a compressed standard is not worth its name
WINDOW = 20  # decided reviews of a SWEA type that its approval rate is taken of
ESCALATE_BELOW = 0.85
RESTORE_ABOVE = 0.90
STREAM = uuid5(NAMESPACE_URL, "https://baes-optimizer.invalid/streams/standards")  # never changes

_SEMVER = r"^\d+\.\d+\.\d+$"


class CompressedStandard(Model):
    """Exactly the seed's fields."""

    swea_type: SweaType
    version: str = Field(pattern=_SEMVER)
    content: str = Field(min_length=1)
    token_count: int = Field(ge=0)
    full_standard_path: str  # below the template root, POSIX


class FullStandard(Model):
    """The standard with its reasons and whole examples."""

    swea_type: SweaType
    version: str = Field(pattern=_SEMVER)
    content: str = Field(min_length=1)
    token_count: int = Field(ge=0)


class Standard(Model):
    """One standard in both its forms."""

    compressed: CompressedStandard
    full: FullStandard

    @property
    def token_share(self) -> float:
        """Tokens of the compressed form as a share of the full one's."""
        return self.compressed.token_count / self.full.token_count


def choose(
    standard: Standard, *, escalated: bool, enable_compressed: bool
) -> CompressedStandard | FullStandard:
    """The form for a prompt: compressed, unless it is switched off or approval fell with it."""
    return standard.compressed if enable_compressed and not escalated else standard.full


@dataclass(frozen=True, slots=True)
class Escalation:
    """The SWEA types whose prompts carry the full standard; `version` counts events."""

    types: frozenset[str] = frozenset()
    version: int = 0

    def after(self, *events: Event) -> "Escalation":
        """The state when these have happened."""
        types = set(self.types)
        for event in events:
            if isinstance(event, StandardsEscalated):
                types.add(event.swea_type)
            elif isinstance(event, StandardsRestored):
                types.discard(event.swea_type)
        return Escalation(frozenset(types), self.version + len(events))


def watch(state: Escalation, swea_type: str, decided: Sequence[bool]) -> list[Event]:
    """What the last decided reviews (approved or not) of a SWEA type ask for.

    The two limits lie apart, so that a rate between them changes nothing.
    """
    if len(decided) < WINDOW:
        return []
    rate = sum(decided) / len(decided)
    if swea_type in state.types:
        restored = rate > RESTORE_ABOVE
        return [StandardsRestored(swea_type=swea_type, approval_rate=rate)] if restored else []
    if rate < ESCALATE_BELOW:
        return [StandardsEscalated(swea_type=swea_type, approval_rate=rate)]
    return []
