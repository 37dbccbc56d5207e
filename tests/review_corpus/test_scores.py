"""The review approves nothing wrong, rejects next to nothing correct, and names the right lines."""

from functools import cache

import pytest

from domain.review import Outcome
from domain.rules import CATALOGUE
from tests.review_corpus.corpus import Verdict, score, variants, verdicts

CHECKED_BESIDES = {"readable"}  # no rule: what the language itself refuses


@cache
def judged(half: str) -> tuple[Verdict, ...]:
    return tuple(verdicts(half))


def test_the_tuned_half_is_judged_as_it_is_labelled() -> None:
    found = judged("tuned")

    got = score(found)
    approved = [v.variant.name for v in found if v.variant.is_wrong and _is_approved(v)]
    elsewhere = [v.variant.name for v in found if _is_rejected_for_another_line(v)]
    assert (got.correct >= 60, got.wrong >= 60) == (True, True)
    assert approved == []
    assert got.correct_rejected <= 0.05 * got.correct
    assert got.uncertain_share <= 0.20
    assert elsewhere == []


@pytest.mark.parametrize("half", ["tuned", "held_out"])
def test_every_label_names_a_rule_and_no_correct_variant_has_one(half: str) -> None:
    for variant in variants(half):
        assert variant.rules <= CATALOGUE.keys() | CHECKED_BESIDES, variant.name
        assert bool(variant.rules) is variant.is_wrong, variant.name
        assert " fault" not in variant.code, variant.name


def _is_approved(verdict: Verdict) -> bool:
    return verdict.outcome is Outcome.CONFIDENT_APPROVAL


def _is_rejected_for_another_line(verdict: Verdict) -> bool:
    return (
        verdict.variant.is_wrong
        and verdict.outcome is Outcome.CONFIDENT_REJECTION
        and not verdict.names_the_fault
    )
