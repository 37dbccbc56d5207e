"""The contract of the pattern engine, and patterns that stall other engines."""

import pytest

from domain.errors import CodeTooLargeError, InvalidPatternError
from infrastructure.adapters import pattern_engine
from infrastructure.adapters.pattern_engine import RE2PatternEngine
from tests.stalling import STALLING, Stalling

ENGINE = RE2PatternEngine()


def test_matches_are_given_in_characters() -> None:
    found = ENGINE.search([r"é+", "x"], "aéé é")

    assert found == {"é+": ((1, 3), (4, 5)), "x": ()}


def test_lookaround_is_searched_by_the_other_engine() -> None:
    assert ENGINE.search([r"a(?!b)"], "ab ac") == {r"a(?!b)": ((3, 4),)}


@pytest.mark.parametrize("one", STALLING, ids=[one.name for one in STALLING])
def test_a_stalling_pattern_ends_with_an_answer_or_is_given_up(one: Stalling) -> None:
    ENGINE.validate(one.pattern)

    found = ENGINE.search([one.pattern], one.code)[one.pattern]

    assert found is None if one.stopped else not found


def test_a_search_that_takes_too_long_is_given_up() -> None:
    pattern = r"(?=q|(a|aa)+$)a"

    assert ENGINE.search([pattern], "a" * 60 + "b") == {pattern: None}


def test_many_stalling_patterns_are_given_up_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pattern_engine, "TOGETHER", pattern_engine.TIMEOUT)

    found = ENGINE.search([r"(?=q|(a|aa)+$)a", "a(?!a)", "a+b"], "a" * 60 + "b")

    assert found == {r"(?=q|(a|aa)+$)a": None, "a(?!a)": None, "a+b": ((0, 61),)}


@pytest.mark.parametrize("pattern", ["(", "[", "*", "", "a" * 1025, "(?P<a>x)(?P<a>y)(?<!", "\\"])
def test_a_pattern_that_no_engine_takes_is_refused(pattern: str) -> None:
    with pytest.raises(InvalidPatternError):
        ENGINE.validate(pattern)


def test_code_over_the_limit_is_refused() -> None:
    ENGINE.search(["b"], "a" * 262_144)

    with pytest.raises(CodeTooLargeError, match="262,145 bytes"):
        ENGINE.search(["b"], "a" * 262_145)


def test_nothing_is_written_to_stderr(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(InvalidPatternError):
        ENGINE.validate("a(?<!b")
    ENGINE.search([r"a(?!b)"], "a")

    assert capfd.readouterr().err == ""


def test_a_lone_surrogate_is_only_a_character() -> None:
    assert ENGINE.search(["b"], "\ud800b") == {"b": ((1, 2),)}
