from datetime import datetime

from sqlalchemy import Column, ForeignKey, Index, Integer, PrimaryKeyConstraint, String, UniqueConstraint, func
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    pass


class IntPk:
    id: Mapped[int] = mapped_column(primary_key=True)


class User(IntPk, Base):
    __tablename__ = "users"

    email: Mapped[str] = mapped_column(String(255), unique=True)


class Post(IntPk, Base):
    __tablename__ = "posts"

    title: Mapped[str] = mapped_column(String(200))
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
    author_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))

    __table_args__ = (Index("ix_posts_author_created", "author_id", "created_at"),)


class Like(Base):
    __tablename__ = "likes"

    user_id = Column(Integer, ForeignKey("users.id"), nullable=False)
    post_id = Column(Integer, ForeignKey("posts.id"), nullable=False, index=True)

    __table_args__ = (PrimaryKeyConstraint("user_id", "post_id"),)


class Profile(Base):
    __tablename__ = "profiles"

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), primary_key=True)
    bio: Mapped[str | None]


class Draft(IntPk, Base):
    __tablename__ = "drafts"
    __table_args__ = (UniqueConstraint("post_id", "version", name="uq_drafts_post_version"),)

    post_id: Mapped[int] = mapped_column(ForeignKey(Post.id))
    version: Mapped[int]


class Token(IntPk, Base):
    __tablename__ = "tokens"
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))


Index("ix_tokens_user", Token.user_id)
