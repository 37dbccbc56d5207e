"""The one table of names that a generated file cannot use as they are.

A field gets a trailing underscore (`class` -> `class_`), in Python, JSON and SQL alike, so that
one name means one thing everywhere; the manifest of the generated folder maps the names. SQL
keywords need no escape: every identifier is quoted. Names of the standard library need none
either: generated modules live in packages and shadow nothing.
"""

import keyword

PYTHON = frozenset(keyword.kwlist)  # `match`, `case`, `type` are fine as names of attributes
# Lower-case names that the class bodies of the generated models use.
IN_CLASS_BODIES = frozenset({"decode_base64", "dt", "list", "mapped_column", "parse_json", "sa"})
CONSTRUCTOR = frozenset({"self", "cls"})  # SQLAlchemy's constructor takes fields as keywords
SQLALCHEMY = frozenset({"metadata", "registry", "type_annotation_map"})
PYDANTIC = frozenset(
    [
        "construct",
        "copy",
        "dict",
        "from_orm",
        "json",
        "parse_file",
        "parse_obj",
        "parse_raw",
        "schema",
        "schema_json",
        "update_forward_refs",
        "validate",
        "model_computed_fields",
        "model_config",
        "model_construct",
        "model_copy",
        "model_dump",
        "model_dump_json",
        "model_extra",
        "model_fields",
        "model_fields_set",
        "model_json_schema",
        "model_parametrized_name",
        "model_post_init",
        "model_rebuild",
        "model_validate",
        "model_validate_json",
        "model_validate_strings",
    ]
)
PYDANTIC_PREFIXES = ("model_dump", "model_validate")  # pydantic warns of such names unless told
QUERY = frozenset({"limit", "offset", "q", "sort"})  # parameters of the generated list routes
IDENTIFIER = "id"  # of an entity whose specification names no single-column primary key

FIELDS = PYTHON | IN_CLASS_BODIES | CONSTRUCTOR | SQLALCHEMY | PYDANTIC | QUERY
# Files of the generated packages that belong to the whole system.
MODULES = PYTHON | {
    "base",
    "shared",
    "problems",
    "engine",
    "main",
    "app",
    "client",
    "home",
    "links",
}
# Names that generated modules import or define; an entity of that name gets the suffix.
CLASSES = frozenset(
    [
        "Annotated",
        "Any",
        "APIRouter",
        "Base",
        "BaseException",
        "BaseModel",
        "BinaryField",
        "BooleanField",
        "Callable",
        "Comparison",
        "ChangedField",
        "ConfigDict",
        "DatabaseSession",
        "DateField",
        "DatetimeField",
        "DatetimeFilter",
        "DatetimeText",
        "Decimal",
        "DecimalField",
        "DecimalFilter",
        "DecimalText",
        "Depends",
        "DocumentField",
        "Ellipsis",
        "EmailField",
        "ExactDecimal",
        "Exception",
        "False",
        "Field",
        "FloatField",
        "HTTPStatus",
        "Header",
        "IfMatchHeader",
        "IntegerField",
        "IntegerFilter",
        "JsonField",
        "JsonDocument",
        "JsonList",
        "JsonValue",
        "KeyTextField",
        "List",  # its query would be called ListQuery as well
        "ListQuery",
        "Literal",
        "Mapped",
        "None",
        "NotImplemented",
        "Path",
        "PlainBoolean",
        "PlainBytes",
        "PlainFloat",
        "PlainInteger",
        "PlainText",
        "Query",
        "Response",
        "RowKey",
        "Self",
        "Session",
        "TextField",
        "TimeField",
        "True",
        "UUID",
        "UrlField",
        "UtcDateTime",
        "UuidField",
        "Warning",
    ]
)
CLASS_SUFFIX = "Entity"


def escape_field(name: str, *, identifier: bool) -> str:
    """`name` with an underscore where it would clash; `identifier`: it is the primary key."""
    return name + "_" if name in FIELDS or (name == IDENTIFIER and not identifier) else name


def escape_module(name: str) -> str:
    """`class` -> `class_`."""
    return name + "_" if name in MODULES else name


def escape_class(name: str) -> str:
    """`Session` -> `SessionEntity`."""
    return name + CLASS_SUFFIX if name in CLASSES else name
