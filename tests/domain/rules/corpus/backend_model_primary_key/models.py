"""class InADocstring(Base): __tablename__ = "x" """
from sqlalchemy import Column, Integer, PrimaryKeyConstraint, String
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase): ...


# ok: backend_model_primary_key
class Student(Base):
    __tablename__ = "students"
    id: Mapped[int] = mapped_column(primary_key=True)


# ok: backend_model_primary_key
class Course(Base):
    __tablename__ = "courses"
    code = Column(String(10), primary_key=True)


# ok: backend_model_primary_key
class Link(Base):
    __tablename__ = "links"
    a: Mapped[int] = mapped_column(Integer)
    b: Mapped[int] = mapped_column(Integer)
    __table_args__ = (PrimaryKeyConstraint("a", "b"),)


# ok: backend_model_primary_key
class StudentCreate:
    name: str


# ruleid: backend_model_primary_key
class Teacher(Base):
    __tablename__ = "teachers"
    id: Mapped[int] = mapped_column(Integer)


# ruleid: backend_model_primary_key
class Room(Base):
    __tablename__ = "rooms"
    number = Column(Integer, unique=True)


# ruleid: backend_model_primary_key
class Shelf(Base):
    __tablename__: str = "shelves"
    id: Mapped[int] = mapped_column(primary_key=False)


# ruleid: backend_model_primary_key
class Empty(DeclarativeBase):
    __tablename__ = "empties"


class WithKey:
    id: Mapped[int] = mapped_column(primary_key=True)


class WithStamp:
    made_at: Mapped[datetime] = mapped_column()


# ok: backend_model_primary_key
class KeyOfAMixin(WithKey, WithStamp, Base):
    __tablename__ = "key_of_a_mixin"


# ruleid: backend_model_primary_key
class NoKeyOfAMixin(WithStamp, Base):
    __tablename__ = "no_key_of_a_mixin"


int_key = Annotated[int, mapped_column(primary_key=True)]


# ok: backend_model_primary_key
class KeyOfAType(Base):
    __tablename__ = "key_of_a_type"
    id: Mapped[int_key]


# ruleid: backend_model_primary_key
class Row(SQLModel, table=True):
    name: str = Field(max_length=10)


# ok: backend_model_primary_key
with_key = sqlalchemy.Table("with_key", metadata, Column("id", Integer, primary_key=True))
# ruleid: backend_model_primary_key
without_key = sqlalchemy.Table("without_key", metadata, Column("id", Integer))
