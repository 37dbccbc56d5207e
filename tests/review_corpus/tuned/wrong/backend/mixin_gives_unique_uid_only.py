"""Models of the voting module. Every table gets its key from a mixin."""
from datetime import datetime
from uuid import uuid4

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, func
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    pass


class WithId:
    id: Mapped[int] = mapped_column(primary_key=True)


class WithUid:  # fault
    uid: Mapped[str] = mapped_column(String(36), unique=True, index=True, default=lambda: str(uuid4()))  # fault


class Dated:
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())


class Poll(WithId, Dated, Base):
    __tablename__ = "poll"
    question: Mapped[str] = mapped_column(String(200))


class Choice(WithId, WithUid, Base):
    __tablename__ = "choice"
    poll_id: Mapped[int] = mapped_column(ForeignKey("poll.id"), index=True)
    label: Mapped[str] = mapped_column(String(80))


class Vote(WithUid, Dated, Base):  # fault: backend_model_primary_key
    __tablename__ = "vote"  # fault
    choice_id: Mapped[int] = mapped_column(ForeignKey("choice.id"))
    voter: Mapped[str] = mapped_column(String(80))
    __table_args__ = (
        UniqueConstraint("choice_id", "voter", name="vote_primary_key"),
        Index("ix_vote_voter", "voter"),
    )
