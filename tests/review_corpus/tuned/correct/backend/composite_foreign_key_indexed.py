from sqlalchemy import ForeignKeyConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from .base import Base


class Leg(Base):
    __tablename__ = "legs"

    id: Mapped[int] = mapped_column(primary_key=True)
    carrier: Mapped[str]
    number: Mapped[int]

    __table_args__ = (
        ForeignKeyConstraint(["carrier", "number"], ["flights.carrier", "flights.number"]),
        Index("ix_legs_flight", "carrier", "number"),
    )
