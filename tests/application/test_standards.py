"""Which form of a standard a prompt gets."""

import pytest

from application.ports.standards import StandardText
from application.standards import Standards
from domain.errors import UnknownStandardError
from domain.events import Event, StandardsEscalated, StandardsRestored
from domain.standards import CompressedStandard, Escalation, FullStandard, watch
from domain.templates import SweaType

UP = StandardsEscalated(swea_type="backend", approval_rate=0.8)
DOWN = StandardsRestored(swea_type="backend", approval_rate=0.95)


class Words:
    """A tokenizer for texts of known length."""

    def count(self, text: str) -> int:
        return len(text.split())


class Texts:
    """Standards in memory."""

    def compressed(self, swea_type: SweaType) -> StandardText:
        return StandardText("1.2.3", f"short {swea_type}", f"{swea_type}/standard.md")

    def full(self, swea_type: SweaType) -> StandardText:
        return StandardText("1.2.3", f"long long long {swea_type}", f"{swea_type}/full.md")


def test_prompts_get_the_compressed_form_with_the_fields_of_the_seed() -> None:
    found = Standards(Texts(), Words()).get("backend")

    assert found == CompressedStandard(
        swea_type=SweaType.BACKEND,
        version="1.2.3",
        content="short backend",
        token_count=2,
        full_standard_path="backend/full.md",
    )
    assert list(CompressedStandard.model_fields) == [
        "swea_type",
        "version",
        "content",
        "token_count",
        "full_standard_path",
    ]


def test_after_an_escalation_that_type_alone_gets_the_full_form() -> None:
    standards = Standards(Texts(), Words(), escalated=lambda: frozenset({"backend"}))

    assert isinstance(standards.get("backend"), FullStandard)
    assert isinstance(standards.get("database"), CompressedStandard)


def test_switched_off_every_type_gets_the_full_form() -> None:
    standards = Standards(Texts(), Words(), enable_compressed=False)

    assert {type(standards.get(swea_type)) for swea_type in SweaType} == {FullStandard}


def test_the_list_has_both_forms_of_each_type() -> None:
    found = Standards(Texts(), Words()).list()

    assert [each.compressed.swea_type for each in found] == list(SweaType)
    assert {each.token_share for each in found} == {0.5}


def test_an_unknown_type_is_named() -> None:
    with pytest.raises(UnknownStandardError, match="no standard for 'poetry'; known: backend"):
        Standards(Texts(), Words()).get("poetry")


@pytest.mark.parametrize(
    ("history", "expected"),
    [((), set()), ((UP,), {"backend"}), ((UP, DOWN), set()), ((UP, DOWN, UP), {"backend"})],
)
def test_the_newest_event_decides(history: tuple[Event, ...], expected: set[str]) -> None:
    assert Escalation().after(*history).types == expected


@pytest.mark.parametrize(
    ("history", "approved", "decided"),
    [
        ((), 17, []),  # 85 % is not under 85 %
        ((), 16, [UP]),
        ((UP,), 16, []),
        ((UP,), 18, []),  # 90 % is not above 90 %
        ((UP,), 19, [DOWN]),
        ((UP, DOWN), 19, []),
        ((UP, DOWN), 16, [UP]),
    ],
)
def test_approval_of_twenty_reviews_decides(
    history: tuple[Event, ...], approved: int, decided: list[Event]
) -> None:
    reviews = [n < approved for n in range(20)]

    assert watch(Escalation().after(*history), "backend", reviews) == decided
    assert watch(Escalation().after(*history), "backend", reviews[1:]) == []
