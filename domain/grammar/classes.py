"""The classes of words and signs that the grammar tells apart; lexicons map words to them."""

from enum import StrEnum


class WordClass(StrEnum):
    """One word may be in several classes; one in none is open: a name, or a value."""

    # what is to be done
    CREATE = "create"
    ADD = "add"
    DELETE = "delete"
    UPDATE = "update"
    READ = "read"
    LIST = "list"
    # words around names
    DETERMINER = "determiner"
    INDEFINITE = "indefinite"
    POLITE = "polite"
    PRODUCT = "product"  # boiler-plate: system, app, management
    ENTITY_WORD = "entity_word"  # says that the name is an entity: entity, table
    ENTITY_PREFIX = "entity_prefix"  # the same before the name: "entity student"
    SCOPE = "scope"  # api, database: kept in the key
    FIELD_WORD = "field_word"
    MANAGE = "manage"  # (system) to manage, for
    WITH = "with"
    FOLLOWING = "following"
    TO = "to"
    FROM = "from"
    OF = "of"
    AND = "and"
    OR = "or"
    ALL = "all"
    # constraints in words
    REQUIRED = "required"
    OPTIONAL = "optional"
    UNIQUE = "unique"
    MAX = "max"
    MIN = "min"
    BETWEEN = "between"
    DEFAULT = "default"
    LENGTH_UNIT = "length_unit"
    TYPE_OF = "type_of"
    ONE_OF = "one_of"
    LIST_OF = "list_of"
    PRIMARY_KEY = "primary_key"
    PRECISION = "precision"
    SCALE = "scale"
    TRUE = "true"
    FALSE = "false"
    # types
    TYPE = "type"
    NOUN_TYPE = "noun_type"  # a type that is an everyday noun too: date, email
    AMBIGUOUS_TYPE = "ambiguous_type"  # number: integer, float or decimal?
    # what stops the grammar
    FUNCTION = "function"  # negation, modality, possessives, deixis, other prepositions
    ACTION = "action"  # compute, notify: behaviour, not an attribute
    FEATURE = "feature"  # React, authentication: a technology or a capability
    COUNTABLE = "countable"  # a feature that may be an entity: "create notification with …"
    # others
    ADJECTIVE = "adjective"  # "inactive students" are some rows, not an entity
    ENTITY_NOUN = "entity_noun"  # nouns that name entities whatever the context
    COLLECTION_NOUN = "collection_noun"  # their plural in a list means rows of another entity
    NUMBER = "number"
    QUOTED = "quoted"
    WORD = "word"
    SIGN = "sign"


OPEN_IN_NAMES = frozenset(
    {
        WordClass.WORD,
        WordClass.PRODUCT,
        WordClass.ENTITY_WORD,
        WordClass.ENTITY_PREFIX,
        WordClass.SCOPE,
        WordClass.TYPE,
        WordClass.NOUN_TYPE,
        WordClass.AMBIGUOUS_TYPE,
        WordClass.ENTITY_NOUN,
        WordClass.ADJECTIVE,
        WordClass.COLLECTION_NOUN,
        WordClass.PRECISION,
        WordClass.SCALE,
        WordClass.LENGTH_UNIT,
    }
)
VERBS = frozenset(
    {
        WordClass.CREATE,
        WordClass.ADD,
        WordClass.DELETE,
        WordClass.UPDATE,
        WordClass.READ,
        WordClass.LIST,
        WordClass.ACTION,
    }
)
