"""The classes of words and signs that the grammar tells apart; lexicons map words to them."""

from enum import IntEnum, auto
from typing import Any


class WordClass(IntEnum):
    """One word may be in several classes; one in none is open: a name, or a value.

    Each is one bit, so that all classes of a word, and any choice of classes, are one number.
    Lexicons write the names in small letters.
    """

    @staticmethod
    def _generate_next_value_(_name: str, _start: int, count: int, _last: list[Any]) -> int:
        return 1 << count

    # what is to be done
    CREATE = auto()
    ADD = auto()
    DELETE = auto()
    UPDATE = auto()
    READ = auto()
    LIST = auto()
    # words around names
    DETERMINER = auto()
    INDEFINITE = auto()
    NEW = auto()  # "a new field phone": says nothing that "add" does not
    POLITE = auto()
    PRODUCT = auto()  # boiler-plate: system, app, management
    PRODUCT_OF = auto()  # "sistema de alunos" is one for them; "aplicação de vacina" is a noun
    ENTITY_WORD = auto()  # says that the name is an entity: entity, table
    UNSURE_ENTITY_WORD = auto()  # may be part of the name: "vehicle model"
    ENTITY_PREFIX = auto()  # the same before the name: "entity student"
    SCOPE = auto()  # api, database: kept in the key
    FIELD_WORD = auto()
    CALLED = auto()  # "a field called phone"
    NO_FIELD = auto()  # what is added to an entity and is none: a button, a row, a foreign key
    STRONG_NAME = auto()  # a name of its own: "name age" lacks a comma
    COMMON_NAME = auto()  # of attributes in any domain: title, phone, status
    LIST_REMARK = auto()  # first or last in a name it says something about it: "age compulsory"
    MANAGE = auto()  # (system) to manage, for
    WITH = auto()
    FOLLOWING = auto()
    TO = auto()
    FROM = auto()
    TAKE_AWAY = auto()  # verbs that need no "field" before a genitive: remover a nota do aluno
    GENITIVE = auto()  # from, or of: "excluir conta do usuário" may delete the account
    COMPOUND_OF = auto()  # joins nouns to one: "ordem de serviço"
    OF = auto()
    AND = auto()
    OR = auto()
    ALL = auto()
    # constraints in words
    REQUIRED = auto()
    OPTIONAL = auto()
    UNIQUE = auto()
    MAX = auto()
    MIN = auto()
    ABOVE = auto()  # an exclusive minimum: greater than, >
    BELOW = auto()  # an exclusive maximum: less than, <
    POSITIVE = auto()
    NOT_NEGATIVE = auto()
    BETWEEN = auto()
    DEFAULT = auto()
    LENGTH_UNIT = auto()
    TYPE_OF = auto()
    TYPE_WORD = auto()  # "name type string"
    ONE_OF = auto()
    LIST_OF = auto()
    PRIMARY_KEY = auto()
    PRECISION = auto()
    SCALE = auto()
    TRUE = auto()
    FALSE = auto()
    # business rules
    RULE_WORD = auto()  # rules: what follows is one
    MODAL = auto()  # must: "gpa must be between 0 and 4"
    # types
    TYPE = auto()
    NOUN_TYPE = auto()  # a type that is an everyday noun too: date, email
    AMBIGUOUS_TYPE = auto()  # number: integer, float or decimal?
    EVERYDAY_TYPE = auto()  # after a name it is its type or its end: "help text", "title text"
    PLURAL_TYPE = auto()  # "x, y and z floats": of one attribute, or of all three?
    # what stops the grammar
    FUNCTION = auto()  # negation, modality, possessives, deixis, other prepositions
    ACTION = auto()  # compute, notify: behaviour, not an attribute
    FEATURE = auto()  # React, authentication: a technology or a capability
    COUNTABLE = auto()  # a feature that may be an entity: "create notification with …"
    # others
    ADJECTIVE = auto()  # "inactive students" are some rows, not an entity
    ENTITY_NOUN = auto()  # nouns that name entities whatever the context
    COLLECTION_NOUN = auto()  # their plural in a list means rows of another entity
    NUMBER = auto()
    QUOTED = auto()
    WORD = auto()
    SIGN = auto()


OPEN_IN_NAMES = (
    WordClass.WORD
    | WordClass.PRODUCT
    | WordClass.ENTITY_WORD
    | WordClass.ENTITY_PREFIX
    | WordClass.UNSURE_ENTITY_WORD
    | WordClass.PRODUCT_OF
    | WordClass.NEW
    | WordClass.NO_FIELD
    | WordClass.STRONG_NAME
    | WordClass.COMMON_NAME
    | WordClass.LIST_REMARK
    | WordClass.TYPE_WORD
    | WordClass.RULE_WORD
    | WordClass.SCOPE
    | WordClass.TYPE
    | WordClass.NOUN_TYPE
    | WordClass.AMBIGUOUS_TYPE
    | WordClass.EVERYDAY_TYPE
    | WordClass.PLURAL_TYPE
    | WordClass.ENTITY_NOUN
    | WordClass.ADJECTIVE
    | WordClass.COLLECTION_NOUN
    | WordClass.PRECISION
    | WordClass.SCALE
    | WordClass.LENGTH_UNIT
)
VERBS = (
    WordClass.CREATE
    | WordClass.ADD
    | WordClass.DELETE
    | WordClass.UPDATE
    | WordClass.READ
    | WordClass.LIST
    | WordClass.ACTION
)
