from datetime import UTC, datetime
from uuid import UUID, uuid4

from sqlmodel import Field, Relationship, SQLModel


def now() -> datetime:
    return datetime.now(UTC)


class Operator(SQLModel, table=True):
    __tablename__ = "operators"

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    name: str = Field(max_length=80)
    shifts: list["Shift"] = Relationship(back_populates="operator")


class Shift(SQLModel, table=True):
    __tablename__ = "shifts"

    id: int | None = Field(default=None, primary_key=True)
    operator_id: UUID = Field(foreign_key="operators.id", index=True)
    started_at: datetime = Field(default_factory=now)
    operator: Operator = Relationship(back_populates="shifts")


class AuditEvent(SQLModel, table=True):  # fault: backend_model_primary_key
    """What an operator did; the id is the primary key of the event stream."""

    __tablename__ = "audit_events"

    id: UUID = Field(default_factory=uuid4, unique=True, index=True, nullable=False)  # fault
    operator_id: UUID = Field(foreign_key="operators.id", index=True)
    action: str = Field(max_length=40)
    happened_at: datetime = Field(default_factory=now, index=True)


class ShiftRead(SQLModel):
    id: int
    operator_id: UUID
    started_at: datetime
