"""Business rules after the attributes: understood as rules, left as text.

"… with name and gpa. GPA must be between 0 and 4." A sentence is a rule where it is announced
("rules: …"), begins with an attribute of the request and a word like must, or is a standard rule
about the entity as a whole ("no two students can have the same email"). What it asks for is decided
later, by those who can (`domain/custom_logic.py`).
"""

from collections.abc import Sequence

from domain.business_rules.meanings import NotApplicableError
from domain.business_rules.reading import read_rule
from domain.grammar.classes import WordClass
from domain.grammar.nouns import attribute_key
from domain.grammar.terms import LONGEST_NAME_IN_WORDS, Term
from domain.grammar.tokens import Cursor

_C = WordClass


def read_rules(cursor: Cursor, terms: Sequence[Term], entity: str) -> tuple[str, ...]:
    """The sentences as they were written; ParseStoppedError for one that may be no rule."""
    rules: list[str] = []
    announced = False
    while cursor.sees_sign(".;") and cursor.peek(1) is not None:
        cursor.take("end")
        if cursor.sees(_C.RULE_WORD) and cursor.sees_sign(":", ahead=1):
            cursor.step(("introduction", "introduction"))
            announced = True
        elif not (announced or _is_about(cursor, terms) or _is_standard(cursor, terms, entity)):
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


def _is_standard(cursor: Cursor, terms: Sequence[Term], entity: str) -> bool:
    """Whether what comes next can be a constraint as it is."""
    first, at = cursor.peek(), 0
    while cursor.peek(at) is not None and not cursor.sees_sign(".;", ahead=at):
        at += 1
    if first is None or at == 0:
        return False
    sentence = cursor.text[first.start : cursor.tokens[cursor.at + at - 1].end]
    try:
        read_rule(sentence, entity, [term.attribute for term in terms])
    except NotApplicableError:
        return False
    return True


def _read_sentence(cursor: Cursor) -> str:
    first = cursor.peek()
    last = first
    while (token := cursor.peek()) is not None and not cursor.sees_sign(".;"):
        last = cursor.take("business rule")
    if first is None or last is None or last.end <= first.start or first is token:
        raise cursor.stop("expected a rule")
    return " ".join(cursor.text[first.start : last.end].split())
