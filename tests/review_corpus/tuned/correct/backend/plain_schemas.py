from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Annotated, Literal

from pydantic import BaseModel, EmailStr, Field, SecretStr, model_validator

Money = Annotated[Decimal, Field(ge=0, max_digits=10, decimal_places=2)]


class Level(str, Enum):
    JUNIOR = "junior"
    SENIOR = "senior"


class Hire(BaseModel, extra="forbid"):
    email: EmailStr
    password: SecretStr
    level: Level = Level.JUNIOR
    salary: Money
    currency: Literal["EUR", "CHF"] = "EUR"
    starts: date
    ends: date | None = None

    @model_validator(mode="after")
    def ends_after_it_starts(self):
        if self.ends is not None and self.ends <= self.starts:
            raise ValueError("ends must be after starts")
        return self
