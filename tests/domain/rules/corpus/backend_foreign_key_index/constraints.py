from sqlalchemy import ForeignKeyConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column


class Seat(Base):
    __tablename__ = "seats"
    id: Mapped[int] = mapped_column(primary_key=True)
    row: Mapped[int]
    hall: Mapped[str]
    __table_args__ = (
        # ok: backend_foreign_key_index
        ForeignKeyConstraint(["hall", "row"], ["rows.hall", "rows.number"]),
        Index("ix_seats_hall_row", "hall", "row"),
    )


class Ticket(Base):
    __tablename__ = "tickets"
    id: Mapped[int] = mapped_column(primary_key=True)
    seat_id: Mapped[int] = mapped_column()
    # ruleid: backend_foreign_key_index
    __table_args__ = (ForeignKeyConstraint(["seat_id"], ["seats.id"]),)
