"""Add, remove, update: what is done to one entity that exists."""

from collections.abc import Sequence

from domain.grammar.classes import WordClass
from domain.grammar.draft import Draft
from domain.grammar.elements import read_elements
from domain.grammar.lexicon import Lexicon
from domain.grammar.names import entity_of, read_plain_name, skip_new
from domain.grammar.nouns import entity_name
from domain.grammar.parse import Parse
from domain.grammar.settle import settle
from domain.grammar.terms import Term, TypeOrigin
from domain.grammar.tokens import Cursor, ParseStoppedError, Token
from domain.grammar.types import read_type
from domain.known_entities import KnownEntities
from domain.recognition import Change, Intent, Relationship

_C = WordClass


def read_add(cursor: Cursor, lexicon: Lexicon, known: KnownEntities) -> Parse:
    """ "add phone to student": an attribute; "add course to student": a relation.

    A bare name is a relation when it is a known entity, or a noun that names entities whatever is
    known. Rows exist already, so added attributes are optional unless the request says otherwise.
    """
    return _read_change(cursor, lexicon, known, change=Change.ADD)


def read_remove(cursor: Cursor, lexicon: Lexicon, known: KnownEntities) -> Parse:
    """ "remove age from student"; "remove course from student" ends a relation."""
    return _read_change(cursor, lexicon, known, change=Change.REMOVE)


def read_update(cursor: Cursor, lexicon: Lexicon, known: KnownEntities) -> Parse:
    """ "change age:int in student", "change age to int in student": what the attribute becomes.

    Whether it is required stays as it is, unless the request says that it is required.
    """
    start = cursor.peek()
    terms = _read_terms(cursor, lexicon)
    if cursor.sees(_C.TO) and cursor.sees(_C.TYPE, ahead=1) and len(terms) == 1:
        cursor.take("connector")
        draft = Draft(name=terms[0].attribute.name)
        read_type(cursor, draft, lexicon)
        terms = (settle(draft, cursor.tokens[cursor.at - 1], lexicon, required=False),)
    for term in terms:
        if term.origin is not TypeOrigin.STATED:
            raise ParseStoppedError(start, "needs a type: 'update <attribute>:<type> in <entity>'")
        if term.requirement_stated and not term.attribute.required:
            raise ParseStoppedError(start, "is made optional, which is not sure to be possible")
    cursor.expect("connector", "'in' and an entity", _C.OF | _C.TO)
    entity, _ = _read_target(cursor, lexicon, known)
    return Parse(
        form="update",
        language=lexicon.language,
        intent=Intent.UPDATE,
        entity=entity,
        terms=terms,
        change=Change.MODIFY,
    )


def names_entity(name: str, lexicon: Lexicon, known: KnownEntities) -> bool:
    """Whether a bare name is an entity: by the lexicon, or because it is known."""
    return lexicon.has(_C.ENTITY_NOUN, name) or known.knows(name)


def _read_change(
    cursor: Cursor, lexicon: Lexicon, known: KnownEntities, *, change: Change
) -> Parse:
    verb, start = cursor.tokens[cursor.at - 1], cursor.at
    terms = _read_terms(cursor, lexicon)
    _check_row(cursor, start)
    added = change is Change.ADD
    if not added and any(term.stated for term in terms):
        raise ParseStoppedError(cursor.tokens[start], "what is removed has a name only")
    preposition, what = (_C.TO, "'to' and an entity") if added else (_C.FROM, "'from' an entity")
    connector = cursor.expect("connector", what, preposition)
    if not added and any(term.bare for term in terms):
        _check_genitive(verb, connector)
    entity, small = _read_target(cursor, lexicon, known)
    at = cursor.roles.index("attribute", start)
    if small and "article" not in cursor.roles[start:at]:
        _check_proper(cursor.tokens[at], terms, lexicon, known)
    related = _related(cursor.tokens[at], terms, lexicon, known)
    relation = None
    if related is not None:
        cursor.roles[at] = "related entity"
        relation = Relationship(primary=entity, secondary=related, direction=f"{related}->{entity}")
    return Parse(
        form=change.value,
        language=lexicon.language,
        intent=Intent.UPDATE,
        entity=entity,
        terms=() if relation else terms,
        relation=relation,
        change=change,
    )


def _read_terms(cursor: Cursor, lexicon: Lexicon) -> tuple[Term, ...]:
    """ "phone", "a new field phone", "the phone field", "phone:string and fax" """
    if not cursor.sees_sign(":", ahead=1):
        cursor.skip("article", _C.DETERMINER)
    fresh = skip_new(cursor)
    named = cursor.sees(_C.FIELD_WORD) and not cursor.sees_sign(":(", ahead=1)
    if named:
        cursor.take("field")
        cursor.skip("field", _C.CALLED)
    terms = read_elements(cursor, lexicon, required=False)
    if named:
        return tuple(term._replace(bare=False) for term in terms)
    if fresh is not None and terms[0].bare:
        raise ParseStoppedError(fresh, "may belong to the name or not; say field or a type")
    return terms


def _check_row(cursor: Cursor, start: int) -> None:
    """ "add student John to course" is about a row: an entity's noun before another word."""
    for index in range(start, cursor.at - 1):
        pair = cursor.roles[index : index + 2] == ["attribute", "attribute"]
        if pair and cursor.tokens[index].is_a(_C.ENTITY_NOUN):
            raise ParseStoppedError(cursor.tokens[index], "may be one row of that entity")


def _check_genitive(verb: Token, connector: Token) -> None:
    """ "excluir ordem de serviço" deletes an entity of two words, or one attribute of another."""
    if connector.is_a(_C.COMPOUND_OF) or (
        connector.is_a(_C.GENITIVE) and not verb.is_a(_C.TAKE_AWAY)
    ):
        raise ParseStoppedError(connector, "may be 'of' or 'from'; say which field is removed")


def _check_proper(
    token: Token, terms: Sequence[Term], lexicon: Lexicon, known: KnownEntities
) -> None:
    """ "add John to course": a name of its own beside an entity in small letters is a row."""
    for term in terms:
        name = term.attribute.name
        plain = term.bare and term.origin is TypeOrigin.ASSUMED and name.isalpha()
        common = lexicon.has(_C.COMMON_NAME, name) or names_entity(name, lexicon, known)
        if plain and name.istitle() and not common:
            raise ParseStoppedError(token, "may be one row")


def _read_target(cursor: Cursor, lexicon: Lexicon, known: KnownEntities) -> tuple[str, bool]:
    """(the entity, whether its name is in small letters and nothing says that it is an entity)"""
    cursor.skip("article", _C.DETERMINER)
    words, marked = read_plain_name(cursor, lexicon, known, rows=False)
    return entity_of(words, lexicon), words[0].text.islower() and not marked


def _related(
    start: Token, terms: tuple[Term, ...], lexicon: Lexicon, known: KnownEntities
) -> str | None:
    """The entity that the one bare term names, if it does; lists and plurals are not sure."""
    for term in terms:
        name = term.attribute.name
        singular = entity_name(name, lexicon)
        plain = entity_name(name, lexicon, fold=False)
        if term.bare and start.is_a(_C.NO_FIELD):
            raise ParseStoppedError(start, "is no attribute; say field or a type if it is one")
        if not term.bare or not (
            names_entity(name, lexicon, known) or names_entity(singular, lexicon, known)
        ):
            continue
        if start.is_a(_C.QUOTED):
            raise ParseStoppedError(start, "may be an entity, or an attribute of that name")
        if len(terms) > 1 or not (singular == plain or known.knows(name)):
            raise ParseStoppedError(start, "may be one relation or several, or attributes")
        return singular
    return None
