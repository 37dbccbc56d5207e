from sqlalchemy import ForeignKeyConstraint, Integer, String
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    pass


class Line(Base):
    __tablename__ = "lines"
    __table_args__ = (
        ForeignKeyConstraint(["order_id"], ["orders.id"]),  # fault: backend_foreign_key_index
    )

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    order_id: Mapped[int] = mapped_column(Integer)  # fault
    text: Mapped[str] = mapped_column(String(80))
