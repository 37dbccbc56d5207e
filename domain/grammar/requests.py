"""The sentence: politeness, one verb, what belongs to that verb, and nothing else."""

from domain.grammar.change import read_add, read_remove, read_update
from domain.grammar.classes import WordClass
from domain.grammar.create import read_create
from domain.grammar.lexicon import Lexicon
from domain.grammar.parse import Parse
from domain.grammar.rows import read_delete, read_list, read_show
from domain.grammar.tokens import Cursor
from domain.known_entities import KnownEntities

_C = WordClass


def read_request(cursor: Cursor, lexicon: Lexicon, known: KnownEntities) -> Parse:
    """The parse of the whole text; ParseStoppedError at the first token that has no place."""
    asked = False
    while cursor.skip("politeness", _C.POLITE):
        asked = True
        cursor.skip_sign("separator", ",")
    parse = _read_sentence(cursor, lexicon, known)
    if cursor.sees(_C.POLITE) or (cursor.sees_sign(",") and cursor.sees(_C.POLITE, ahead=1)):
        cursor.skip_sign("separator", ",")
        cursor.take("politeness")
    if cursor.sees_sign(".!?" if asked else ".!") and cursor.peek(1) is None:
        cursor.take("end")
    if cursor.peek() is not None:
        raise cursor.stop("has no place in a request that the rules read")
    return parse


def _read_sentence(cursor: Cursor, lexicon: Lexicon, known: KnownEntities) -> Parse:
    if cursor.skip("verb", _C.CREATE):
        return read_create(cursor, lexicon, verb=True)
    if cursor.skip("verb", _C.ADD):
        return read_add(cursor, lexicon, known)
    if cursor.skip("verb", _C.DELETE):
        rest = cursor.tokens[cursor.at :]
        if any(token.is_a(_C.FROM) for token in rest):
            return read_remove(cursor, lexicon, known)
        return read_delete(cursor, lexicon, known)
    for verb, read in ((_C.UPDATE, read_update), (_C.READ, read_show), (_C.LIST, read_list)):
        if cursor.skip("verb", verb):
            return read(cursor, lexicon, known)
    return read_create(cursor, lexicon, verb=False)
