"""The simulated sessions: most repeated wishes are hits, and none is taken for another."""

import doctest

import pytest

from application.ports.recogniser import RuleAnswer
from benchmarks import session_wishes, session_words
from benchmarks.session_judge import RULES, across_sessions, agrees, in_session
from benchmarks.session_wishes import Column, Wish
from benchmarks.sessions import Request, ceilings, exact_text, sessions
from domain.known_entities import NOTHING_KNOWN
from domain.recognition import Recognition

NAME = Column("name", "string")
FILM = Wish("create", "film", frozenset({NAME}))


@pytest.fixture(scope="module")
def asked() -> list[list[Request]]:
    return list(sessions(seed=1))


def answer(text: str) -> Recognition:
    outcome = RULES.recognise(text, NOTHING_KNOWN)
    assert isinstance(outcome, RuleAnswer), outcome
    return outcome.recognition


def test_the_examples_in_the_generator_hold() -> None:
    for module in (session_wishes, session_words):
        result = doctest.testmod(module)

        assert result.failed == 0
        assert result.attempted > 0


def test_the_same_seed_asks_the_same() -> None:
    one, again, other = (list(sessions(seed, 6)) for seed in (1, 1, 2))

    assert one == again
    assert one != other


def test_the_ceilings_are_those_that_the_figures_are_compared_with(
    asked: list[list[Request]],
) -> None:
    perfect, exact = ceilings(asked), exact_text(asked)

    assert perfect.in_session == pytest.approx(0.50, abs=0.02)
    assert perfect.across == pytest.approx(0.78, abs=0.02)
    assert exact.in_session < 0.2
    assert exact.across < 0.2


def test_in_session_two_of_five_are_hits_and_none_is_false(asked: list[list[Request]]) -> None:
    tally = in_session(asked)

    assert tally.hit_rate >= 0.40
    assert tally.false_hits == []
    assert tally.wrong_answers == []


def test_across_sessions_two_of_three_are_hits_and_none_is_false(
    asked: list[list[Request]],
) -> None:
    tally = across_sessions(asked)

    assert tally.hit_rate >= 0.65
    assert tally.false_hits == []
    assert tally.wrong_answers == []


@pytest.mark.parametrize(
    ("wish", "text"),
    [
        (FILM, "create films with name:str"),
        (Wish("add", "film", frozenset({NAME})), "add name:string to film"),
        (Wish("remove", "film", frozenset({Column("name")})), "drop name from film"),
        (Wish("relate", "student", other="course"), "add course to student"),
        (Wish("list", "film"), "list all films"),
        (Wish("show", "film"), "show film"),
        (Wish("delete", "film"), "delete the film entity"),
        (Wish("delete_all", "film"), "delete all films"),
    ],
)
def test_the_judge_knows_a_right_answer_from_all_others(wish: Wish, text: str) -> None:
    assert agrees(wish, answer(text))
    for other in (
        "create actor with name:str",
        "create films with name:int",
        "create films with name:str and age:int",
        "add age:int to film",
        "remove age from film",
        "add student to course",
        "list all actors",
        "show actor",
        "delete all actors",
        "delete the actor entity",
    ):
        assert not agrees(wish, answer(other)), other


def test_what_is_in_no_closed_form_has_no_right_answer() -> None:
    assert not agrees(
        Wish("create", "film", frozenset({NAME}), twist="not"), answer("create film with name:str")
    )
