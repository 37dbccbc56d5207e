"""What a request means: the answer that is cached, and where it came from."""

from enum import StrEnum

from pydantic import Field
from pydantic.dataclasses import dataclass

from domain.attributes import Attribute
from domain.model import CLOSED


class Intent(StrEnum):
    """The seed's action_intent."""

    CREATE = "create"
    READ = "read"
    UPDATE = "update"
    DELETE = "delete"
    LIST = "list"
    CUSTOM = "custom"


class Source(StrEnum):
    """Who answered."""

    MEMORY = "memory"
    PERSISTENT = "persistent"
    RULES = "rules"
    MODEL = "model"
    UNRECOGNIZED = "unrecognized"


class Change(StrEnum):
    """What an update does with the attributes it names."""

    ADD = "add"
    REMOVE = "remove"
    MODIFY = "modify"
    RENAME = "rename"


class Scope(StrEnum):
    """What a delete, list or show is about: the entity's definition or its rows."""

    ENTITY = "entity"
    ROWS = "rows"


@dataclass(frozen=True, slots=True, kw_only=True, config=CLOSED)
class Relationship:
    """`primary` gets a relation to `secondary`: for "add course to student" Student, Course."""

    primary: str
    secondary: str
    direction: str  # "secondary->primary" as the sentence moves, e.g. "Course->Student"


@dataclass(frozen=True, slots=True, kw_only=True, config=CLOSED)
class Recognition:
    """The meaning of one request. Frozen: a caller cannot change a cached entry."""

    entity: str  # PascalCase singular, e.g. "Student", "UniversityStudent"
    intent: Intent
    confidence: float = Field(ge=0.0, le=1.0)
    attributes: tuple[Attribute, ...] = ()
    relationship: Relationship | None = None
    change: Change | None = None  # of an update only
    scope: Scope = Scope.ENTITY
    business_rules: tuple[str, ...] = ()
