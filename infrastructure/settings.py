"""Every setting of the service, read once from arguments and from BAES_* variables."""

import os
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator
from pydantic_core import PydanticCustomError

from domain.errors import RejectedError
from domain.metrics import BASELINE_SECONDS, BASELINE_TOKENS

_PREFIX = "BAES_"
_NO_ADDRESS = "an event store is a postgresql:// address; unset it for SQLite in the data directory"


class SettingsError(RejectedError):
    """A setting that is unknown or has an impossible value."""

    code = "invalid_setting"


class Settings(BaseModel):
    """Arguments win over BAES_* variables, those over the defaults here."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    data_dir: Path = Field(default=Path("baes-data"), description="the folder of all stores")
    event_store: str | None = Field(
        default=None,
        repr=False,  # it may hold a password
        description="the events: a postgresql:// address shared by several nodes, "
        "or nothing for events.db in the data directory",
    )
    event_store_schema: str = Field(
        default="baes",
        pattern=r"^[a-z_][a-z0-9_]{0,39}$",
        description="the schema of the event store in its PostgreSQL database",
    )
    template_dir: Path | None = Field(
        default=None,
        description="the folder of your own templates; nothing: templates/ in the data directory",
    )
    enable_cache: bool = Field(default=True, description="look recognitions up before parsing")
    enable_templates: bool = Field(default=True, description="write standard code from templates")
    enable_rules: bool = Field(default=True, description="review artefacts by rules")
    enable_compressed_standards: bool = Field(
        default=True, description="hand out compressed standards instead of full ones"
    )
    enable_parallel: bool = Field(default=True, description="render independent artefacts together")
    enable_smart_retry: bool = Field(
        default=True, description="repair rejected code before it is generated again"
    )
    memory_entries: int = Field(
        default=100, ge=1, le=100_000, description="recognitions kept in the memory tier"
    )
    memory_policy: Literal["lru", "sieve"] = Field(
        default="sieve", description="what leaves the memory tier when it is full"
    )
    max_age_days: int = Field(
        default=30, ge=1, le=3650, description="days that a cached recognition is used"
    )
    baseline_tokens: int = Field(
        default=BASELINE_TOKENS, ge=1, description="tokens an entity costs with a model throughout"
    )
    baseline_seconds: float = Field(
        default=BASELINE_SECONDS,
        gt=0,
        description="seconds an entity takes with a model throughout",
    )
    test_timeout_seconds: int = Field(
        default=300, ge=1, description="limit for the tests of one generated system"
    )

    def __init__(self, **given: Any) -> None:
        super().__init__(**_from_variables() | given)

    @property
    def max_age(self) -> timedelta:
        """How long a cached recognition is used."""
        return timedelta(days=self.max_age_days)

    @property
    def template_folder(self) -> Path:
        """Where templates of one's own are registered from."""
        return self.template_dir or self.data_dir / "templates"

    @field_validator("event_store")
    @classmethod
    def _is_an_address(cls, value: str | None) -> str | None:
        if not value:  # a variable that is set to nothing
            return None
        if not value.startswith(("postgresql://", "postgres://")):
            raise PydanticCustomError("event_store", _NO_ADDRESS)
        return value

    @classmethod
    def load(cls, env: Mapping[str, str] = os.environ, **given: Any) -> "Settings":
        """Read the settings once, at an entry point; `given` of None counts as not given.

        SettingsError for a misspelt BAES_ variable or a value that cannot be.
        """
        known = {f"{_PREFIX}{name}".upper() for name in cls.model_fields}
        for name in env:
            if name.upper().startswith(_PREFIX) and name.upper() not in known:
                raise SettingsError(
                    f"{name} is not a setting", hint=f"known: {', '.join(sorted(known))}"
                )
        try:
            return cls(**{name: value for name, value in given.items() if value is not None})
        except ValidationError as error:
            first = error.errors()[0]
            name = f"{_PREFIX}{'_'.join(map(str, first['loc']))}".upper()
            raise SettingsError(f"{name}: {first['msg']}") from error


def _from_variables() -> dict[str, Any]:
    """What BAES_* variables say, as text; no file that happens to lie about is read.

    The library takes a tenth of a short command's time to load: not where there is nothing to read.
    """
    if not any(name.upper().startswith(_PREFIX) for name in os.environ):
        return {}
    from pydantic_settings import EnvSettingsSource  # noqa: PLC0415 - see above

    source = EnvSettingsSource(Settings, env_prefix=_PREFIX)  # type: ignore[arg-type] # any model
    return source()
