"""Business rules after the attributes: understood as rules, left as text.

"… with name and gpa. GPA must be between 0 and 4." A sentence is a rule where it is announced
("rules: …") or begins with an attribute of the request and a word like must. What it asks for is
decided later, by those who can (`domain/custom_logic.py`).
"""

from collections.abc import Sequence

from domain.grammar.classes import WordClass
from domain.grammar.nouns import attribute_key
from domain.grammar.terms import LONGEST_NAME_IN_WORDS, Term
from domain.grammar.tokens import Cursor

_C = WordClass


def read_rules(cursor: Cursor, terms: Sequence[Term]) -> tuple[str, ...]:
    """The sentences as they were written; ParseStoppedError for one that may be no rule."""
    rules: list[str] = []
    announced = False
    while cursor.sees_sign(".;") and cursor.peek(1) is not None:
        cursor.take("end")
        if cursor.sees(_C.RULE_WORD) and cursor.sees_sign(":", ahead=1):
            cursor.step(("introduction", "introduction"))
            announced = True
        elif not announced and not _is_about(cursor, terms):
            raise cursor.stop("begins no rule about an attribute of the request")
        rules.append(_read_sentence(cursor))
    return tuple(rules)


def _is_about(cursor: Cursor, terms: Sequence[Term]) -> bool:
    """Whether "[the] <attribute> must …" comes next."""
    keys = {attribute_key(term.attribute.name) for term in terms}
    first = 1 if cursor.sees(_C.DETERMINER) else 0
    words: list[str] = []
    while len(words) < LONGEST_NAME_IN_WORDS and (token := cursor.peek(first + len(words))):
        words.append(token.value)
        if attribute_key(" ".join(words)) in keys:
            after = first + len(words)
            return cursor.sees(_C.MODAL, ahead=after) and not cursor.sees_end(after + 1)
    return False


def _read_sentence(cursor: Cursor) -> str:
    first = cursor.peek()
    last = first
    while (token := cursor.peek()) is not None and not cursor.sees_sign(".;"):
        last = cursor.take("business rule")
    if first is None or last is None or last.end <= first.start or first is token:
        raise cursor.stop("expected a rule")
    return " ".join(cursor.text[first.start : last.end].split())
