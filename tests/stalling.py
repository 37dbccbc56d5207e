"""Patterns and code that stall a backtracking engine: user rules made of them must end a review.

Each pattern finds nothing in its code, so a rule that requires it can never approve: RE2 says so in
linear time; what RE2 does not take goes to the other engine, which says so or is stopped.
"""

from typing import NamedTuple

from domain.review import Category, ValidationRule


class Stalling(NamedTuple):
    """One line of the table; `stopped`: without its time-out the search takes seconds or years."""

    name: str
    pattern: str
    code: str
    stopped: bool = False


_TRIES = "try:\n    load()\nexcept ValueError as error:\n    logger.warning(error)\n" * 69  # 4.8 kB
_WORDS = 'TEXT = """' + "word " * 3000 + '!"""\n'

STALLING = (
    Stalling("nested quantifiers", r"(a+)+$", "a" * 40 + "b"),
    Stalling("alternatives that overlap", r"(a|aa)+$", "a" * 60 + "b"),
    Stalling("a counted group of anything", r"(.*a){20}$", "a" * 200 + "b"),
    Stalling("a class name", r"^(([a-z])+.)+[A-Z]([a-z])+$", "a" * 100),
    Stalling("two quantifiers in one", r"(x+x+)+y", "x" * 5000),
    Stalling("optional, then the same", r"(?:a?){30}a{30}$", "a" * 29 + "b"),
    Stalling(
        "an address of mail", r"^([a-z0-9])(([-.]|_+)?([a-z0-9]+))*@[a-z]+\.[a-z]{2,3}$", "a" * 50
    ),
    Stalling(
        "a handler that logs",
        r"(?s)try:\s*\n.*?except\s+.*?:\s*\n\s*logger\.error\(",
        _TRIES,
    ),
    Stalling("a handler over lines", r"try:\s*\n.*?except\s+.*?:\s*\n\s*logger\.error\(", _TRIES),
    Stalling("counts of counts", r"(?:(?:a{1,900}){1,900}){1,900}b", "a" * 5000, stopped=True),
    Stalling("a count over the limit", r"(?:a{1,500}){1,500}b", "a" * 5000, stopped=True),
    Stalling("nested in a lookahead", r"(?=(a+)+$)b", "a" * 40 + "b"),
    Stalling("overlap in a lookahead", r"(?=q|(a|aa)+$)a", "a" * 60 + "b", stopped=True),
    Stalling("nested behind a lookbehind", r"(?<!z)(a+)+$", "a" * 40 + "b"),
    Stalling("words before a lookahead", r"(\w+\s?)+(?!x)$", _WORDS, stopped=True),
    Stalling("a back-reference to a repetition", r"(a*)*(?=c)\1d", "a" * 5000 + "b"),
    Stalling(
        "alternatives with a back-reference", r"^(?:(a+)|(a+)\1)+$", "a" * 60 + "b", stopped=True
    ),
    Stalling(
        "three groups and their references",
        r"(\w+)(\w+)(\w+)\1\2\3$",
        "ab" * 400 + "_c",
        stopped=True,
    ),
    Stalling(
        "lookahead and lookbehind", r"^(?!(?:a|b|ab)*c)(a|b|ab)*$(?<=c)", "ab" * 40, stopped=True
    ),
    Stalling("blanks up to the end", r"(?<!\S)\s+$", "x = 1" + " " * 20_000 + "+ 2", stopped=True),
    Stalling(
        "every character looked around",
        r"(?s)try:(?:(?!except).)*except(?:(?!raise).)*?logger\.error\(.*?(?!\n)None$",
        _TRIES,
    ),
)


def rule_of(
    *,
    required: tuple[str, ...] = (),
    prohibited: tuple[str, ...] = (),
    unsure: tuple[str, ...] = (),
) -> ValidationRule:
    """A rule of a user's."""
    return ValidationRule(
        rule_id="users_rule",
        description="A rule of a user's",
        category=Category.BACKEND,
        required_patterns=required,
        prohibited_patterns=prohibited,
        uncertainty_triggers=unsure,
    )
