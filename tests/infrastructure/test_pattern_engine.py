"""The contract of the pattern engine, and patterns that stall other engines."""

import pytest

from domain.errors import CodeTooLargeError, InvalidPatternError
from infrastructure.adapters.pattern_engine import RE2PatternEngine

ENGINE = RE2PatternEngine()

STALLING = [
    (r"(a+)+$", "a" * 40 + "b"),
    (r"(a|aa)+$", "a" * 60 + "b"),
    (r"(.*a){20}$", "a" * 200 + "b"),
    (r"^(([a-z])+.)+[A-Z]([a-z])+$", "a" * 100),
    (r"(x+x+)+y", "x" * 5000),
    (r"try:\s*\n.*?except\s+.*?:\s*\n\s*logger\.error\(", "try:\n" * 1000 + "except " * 500),
    (r"(?=(a+)+$)b", "a" * 40 + "b"),
    (r"(?<!z)(a+)+$", "a" * 40 + "b"),
    (r"(\w+\s?)+(?!x)$", "word " * 3000 + "!"),
    (r"(a*)*(?=c)\1d", "a" * 5000 + "b"),
    (r"(?!q)(a|a?)+$", "a" * 45 + "b"),
]


def test_matches_are_given_in_characters() -> None:
    found = ENGINE.search([r"é+", "x"], "aéé é")

    assert found == {"é+": ((1, 3), (4, 5)), "x": ()}


def test_lookaround_is_searched_by_the_other_engine() -> None:
    assert ENGINE.search([r"a(?!b)"], "ab ac") == {r"a(?!b)": ((3, 4),)}


@pytest.mark.parametrize(("pattern", "code"), STALLING)
def test_a_stalling_pattern_ends_with_an_answer_or_is_given_up(pattern: str, code: str) -> None:
    ENGINE.validate(pattern)

    found = ENGINE.search([pattern], code)

    assert found[pattern] is None or isinstance(found[pattern], tuple)


def test_a_search_that_takes_too_long_is_given_up() -> None:
    pattern = r"(?=q|(a|aa)+$)a"

    assert ENGINE.search([pattern], "a" * 60 + "b") == {pattern: None}


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
