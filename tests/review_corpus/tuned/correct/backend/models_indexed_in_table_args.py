import sqlalchemy as sa
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    pass


class Account(Base):
    __tablename__ = "account"

    number: Mapped[str] = mapped_column(sa.String(34), primary_key=True)


class Booking(Base):
    __tablename__ = "booking"
    __table_args__ = (
        sa.Index("ix_booking_account_day", "account_number", "booked_on"),
        sa.UniqueConstraint("batch_id", "line_no", name="uq_booking_batch_line"),
        {"comment": "append only"},
    )

    id: Mapped[int] = mapped_column(sa.BigInteger, primary_key=True)
    account_number: Mapped[str] = mapped_column(sa.ForeignKey("account.number"))
    batch_id: Mapped[int] = mapped_column(sa.ForeignKey("batch.id"))
    line_no: Mapped[int]
    booked_on: Mapped[str]


class Batch(Base):
    __tablename__ = "batch"

    id: Mapped[int] = mapped_column(primary_key=True)


class AccountOwner(Base):
    __tablename__ = "account_owner"

    account_number: Mapped[str] = mapped_column(sa.ForeignKey("account.number"), primary_key=True)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"), primary_key=True)


sa.Index("ix_account_owner_person", AccountOwner.person_id)

person = sa.Table(
    "person",
    Base.metadata,
    sa.Column("tax_number", sa.String(20)),
    sa.Column("country", sa.String(2)),
    sa.Column("id", sa.Integer),
    sa.PrimaryKeyConstraint("id"),
)
