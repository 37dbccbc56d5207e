from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship


class Base(DeclarativeBase):
    pass


class Genre(Base):
    __tablename__ = "genres"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(60), unique=True, index=True)


class Artist(Base):
    __tablename__ = "artists"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(120), index=True)
    albums: Mapped[list["Album"]] = relationship(back_populates="artist")


class Album(Base):
    __tablename__ = "albums"
    __table_args__ = (
        Index("ix_albums_artist_id", "artist_id", "released"),
        UniqueConstraint("title", "genre_id", name="uq_albums_title_genre_id"),  # fault
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(200))
    released: Mapped[int]
    artist_id: Mapped[int] = mapped_column(ForeignKey("artists.id"))
    genre_id: Mapped[int] = mapped_column(ForeignKey("genres.id"))  # fault: backend_foreign_key_index
    artist: Mapped[Artist] = relationship(back_populates="albums")
    genre: Mapped[Genre] = relationship()
