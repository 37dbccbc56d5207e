"""What an attribute of an entity can be: its type, its constraints, what it refers to."""

from dataclasses import fields
from enum import StrEnum
from functools import cache
from typing import Annotated, Any

from pydantic import AfterValidator, Field, JsonValue
from pydantic.dataclasses import dataclass
from pydantic_core import to_jsonable_python

from domain.frozen_json import frozen
from domain.model import CLOSED


class AttributeType(StrEnum):
    """The closed list of types; an unknown one is refused by name, never silently a string."""

    STRING = "string"
    TEXT = "text"
    INTEGER = "integer"
    FLOAT = "float"
    DECIMAL = "decimal"
    BOOLEAN = "boolean"
    DATE = "date"
    DATETIME = "datetime"
    TIME = "time"
    UUID = "uuid"
    ENUM = "enum"
    EMAIL = "email"
    URL = "url"
    JSON = "json"
    BINARY = "binary"
    LIST = "list"


@dataclass(frozen=True, slots=True, kw_only=True, config=CLOSED)
class Reference:
    """A foreign key: the entity and the field of it that is pointed at."""

    entity: str
    field: str | None = None  # None: the identifier of that entity


@dataclass(frozen=True, slots=True, kw_only=True, config=CLOSED)
class Attribute:
    """One attribute, its name as the request or the specification wrote it.

    Bounds are values, not code: `minimum`/`maximum` are decimal text, so that nothing is lost.
    `default` is a JSON value of the attribute's type (decimal, date, time and the like as text).
    """

    name: str
    type: AttributeType = AttributeType.STRING
    required: bool = False
    primary_key: bool = False
    unique: bool = False
    default: Annotated[JsonValue, AfterValidator(frozen)] = (
        None  # None: no default; a default of null is no default
    )
    min_length: int | None = Field(default=None, ge=0)
    max_length: int | None = Field(default=None, ge=1)
    precision: int | None = Field(default=None, ge=1)
    scale: int | None = Field(default=None, ge=0)
    minimum: str | None = None
    maximum: str | None = None
    exclusive_minimum: bool = False
    exclusive_maximum: bool = False
    pattern: str | None = None
    values: tuple[str, ...] = ()  # of an enum
    item_type: AttributeType | None = None  # of a list
    references: Reference | None = None

    @property
    def identifies(self) -> bool:
        """Whether a row is found or refused by this value alone, or refers to another by it."""
        return self.primary_key or self.unique or self.references is not None

    def stated(self) -> dict[str, Any]:
        """What is said besides name and type: the other fields without their defaults, as JSON."""
        return {
            name: to_jsonable_python(value)
            for name, default in _defaults()
            if (value := getattr(self, name)) != default
        }


@cache
def _defaults() -> tuple[tuple[str, Any], ...]:
    plain = Attribute(name="")
    names = (field.name for field in fields(Attribute) if field.name not in {"name", "type"})
    return tuple((name, getattr(plain, name)) for name in names)
