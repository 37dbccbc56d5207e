"""Delete, show, list: about the rows of an entity, or about the entity itself."""

from domain.grammar.classes import WordClass
from domain.grammar.lexicon import Lexicon
from domain.grammar.names import entity_of, name_text, read_plain_name
from domain.grammar.nouns import is_plural
from domain.grammar.parse import Parse
from domain.grammar.tokens import Cursor, ParseStoppedError
from domain.known_entities import KnownEntities
from domain.recognition import Intent, Scope

_C = WordClass


def read_delete(cursor: Cursor, lexicon: Lexicon, known: KnownEntities) -> Parse:
    """ "delete the course entity", "delete course": the entity; "delete [all] courses": rows."""
    return _read(cursor, lexicon, known, intent=Intent.DELETE)


def read_show(cursor: Cursor, lexicon: Lexicon, known: KnownEntities) -> Parse:
    """ "show teacher", "show all teachers": rows; "show the teacher entity": the entity."""
    return _read(cursor, lexicon, known, intent=Intent.READ)


def read_list(cursor: Cursor, lexicon: Lexicon, known: KnownEntities) -> Parse:
    """ "list students" and "list student" both list many; "list all students" says all."""
    return _read(cursor, lexicon, known, intent=Intent.LIST)


def _read(cursor: Cursor, lexicon: Lexicon, known: KnownEntities, *, intent: Intent) -> Parse:
    everything = cursor.skip("quantifier", _C.ALL)
    one = cursor.peek()
    indefinite = cursor.sees(_C.INDEFINITE)
    cursor.skip("article", _C.DETERMINER)
    words, marked = read_plain_name(cursor, lexicon, known, rows=True)
    name = name_text(words)
    many = is_plural(name, lexicon) and not words[-1].is_a(_C.QUOTED)
    if marked and (everything or intent is Intent.LIST):
        raise ParseStoppedError(words[0], "may be the entity or its rows")
    if indefinite and intent is not Intent.READ:
        raise ParseStoppedError(one, "may be one row or the entity")
    return Parse(
        form=str(intent),
        language=lexicon.language,
        intent=intent,
        entity=entity_of(words, lexicon),
        scope=_scope(intent, everything=everything, many=many, marked=marked),
        quantifier=_quantifier(intent, everything=everything, many=many, marked=marked),
    )


def _scope(intent: Intent, *, everything: bool, many: bool, marked: bool) -> Scope:
    about_rows = everything or many or intent is not Intent.DELETE
    return Scope.ROWS if about_rows and not marked else Scope.ENTITY


def _quantifier(intent: Intent, *, everything: bool, many: bool, marked: bool) -> str:
    if everything:
        return "all"
    if marked or (intent is Intent.DELETE and not many):
        return "none"
    return "many" if many or intent is Intent.LIST else "one"
