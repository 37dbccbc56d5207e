from datetime import datetime
from typing import Annotated

from sqlalchemy import ForeignKey, String, func
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship

Pk = Annotated[int, mapped_column(primary_key=True)]
TenantFk = Annotated[int, mapped_column(ForeignKey("tenants.id", ondelete="RESTRICT"), index=True)]
ShortText = Annotated[str, mapped_column(String(120))]


class Base(DeclarativeBase):
    """Shared registry of every table."""


class Identified:
    id: Mapped[Pk]


class Timestamped:
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())


class Tenant(Identified, Timestamped, Base):
    __tablename__ = "tenants"

    name: Mapped[ShortText]
    sites: Mapped[list["Site"]] = relationship(back_populates="tenant")


class Site(Identified, Timestamped, Base):
    __tablename__ = "sites"

    tenant_id: Mapped[TenantFk]
    label: Mapped[ShortText]
    tenant: Mapped[Tenant] = relationship(back_populates="sites")


class Profile(Timestamped, Base):
    """One row per tenant: the reference is the key itself."""

    __tablename__ = "profiles"

    tenant_id: Mapped[int] = mapped_column(ForeignKey("tenants.id"), primary_key=True)
    motto: Mapped[str | None]
