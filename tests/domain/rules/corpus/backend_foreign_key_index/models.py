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
