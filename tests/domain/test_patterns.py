"""A pattern must mean the same to pydantic, which enforces it, and to Python, which tests it."""

import re
from typing import Annotated

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import Field, TypeAdapter

from domain.attributes import Attribute
from domain.consistency import check_attribute
from domain.errors import InvalidSpecError
from domain.generation.matching_text import distinct_texts, matching_texts

_ATOMS = ["a", "[a-z]", "[^a-z]", r"\d", r"\W", r"[^\W]", ".", "^", "$", r"\b", "(ab|c)", "(?i)"]
_FOREIGN = [r"\p{L}", "[[:alpha:]]", "[a&&b]", r"\z", "(?=a)", "[", "a{9999999999999}"]
_TIMES = ["", "*", "+", "?", "{2}", "{1,3}", "+?"]
PATTERNS = st.lists(
    st.tuples(st.sampled_from([*_ATOMS, *_FOREIGN]), st.sampled_from(_TIMES)),
    min_size=1,
    max_size=4,
).map(lambda parts: "".join(atom + times for atom, times in parts))


@pytest.mark.parametrize("pattern", _FOREIGN)
def test_what_one_of_the_engines_reads_otherwise_is_refused(pattern: str) -> None:
    with pytest.raises(InvalidSpecError, match="pattern"):
        check_attribute(Attribute(name="code", pattern=pattern))


@given(PATTERNS)
def test_a_text_written_for_an_accepted_pattern_satisfies_both_engines(pattern: str) -> None:
    try:
        check_attribute(Attribute(name="code", pattern=pattern))
    except InvalidSpecError:
        return
    enforced: TypeAdapter[str] = TypeAdapter(Annotated[str, Field(pattern=pattern)])

    for text in (*matching_texts(pattern), *distinct_texts(pattern, 3)):
        if re.search(pattern, text):
            assert enforced.validate_python(text) == text
