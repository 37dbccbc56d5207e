"""mapped_column(ForeignKey("a.id")) in a docstring."""
from sqlalchemy import Column, ForeignKey, Index, Integer, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, mapped_column


class Base(DeclarativeBase): ...


class Album(Base):
    __tablename__ = "albums"
    id = mapped_column(Integer, primary_key=True)
    # ok: backend_foreign_key_index
    artist_id = mapped_column(ForeignKey("artists.id"), index=True)
    # ok: backend_foreign_key_index
    cover_id = Column(Integer, ForeignKey("covers.id"), unique=True)
    # ok: backend_foreign_key_index
    label_id = mapped_column(ForeignKey("labels.id"))
    # ruleid: backend_foreign_key_index
    shop_id = mapped_column(ForeignKey("shops.id"))
    # ruleid: backend_foreign_key_index
    town_id = Column(Integer, ForeignKey("towns.id"), nullable=False)
    __table_args__ = (Index("ix_label", "label_id", "shop_id"),)


class Track(Base):
    __tablename__ = "tracks"
    # ok: backend_foreign_key_index
    id = mapped_column(ForeignKey("things.id"), primary_key=True)
    # ok: backend_foreign_key_index
    genre_id = mapped_column(ForeignKey("genres.id"))
    # ruleid: backend_foreign_key_index
    media_id = mapped_column(ForeignKey("media.id"))
    # ruleid: backend_foreign_key_index
    album_id = mapped_column(ForeignKey("albums.id"), index=False)
    __table_args__ = (UniqueConstraint("genre_id", "media_id"),)


visits = sqlalchemy.Table(
    "visits",
    metadata,
    # ok: backend_foreign_key_index
    Column("a_id", ForeignKey("a.id"), primary_key=True),
    # ruleid: backend_foreign_key_index
    Column("b_id", ForeignKey("b.id"), primary_key=True),
    # ok: backend_foreign_key_index
    Column("c_id", ForeignKey("c.id"), index=True),
    # ok: backend_foreign_key_index
    Column("d_id", ForeignKey("d.id")),
)
Index("ix_visits_d", visits.c.d_id)
