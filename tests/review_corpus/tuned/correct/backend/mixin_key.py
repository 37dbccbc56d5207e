import uuid

from sqlalchemy import ForeignKey, Uuid
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column


class Base(DeclarativeBase):
    @declared_attr.directive
    def __tablename__(cls) -> str:
        return cls.__name__.lower()


class HasKey:
    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True, default=uuid.uuid4)


class Folder(HasKey, Base):
    name: Mapped[str]


class File(HasKey, Base):
    name: Mapped[str]
    folder_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("folder.id"), index=True)
