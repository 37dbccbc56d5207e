import sqlalchemy as sa
from sqlalchemy.ext.declarative import declarative_base

Base = declarative_base()


class Warehouse(Base):
    __tablename__ = "warehouse"
    code = sa.Column(sa.String(8), primary_key=True)
    city = sa.Column(sa.String, nullable=False)


class Stock(Base):
    __tablename__ = "stock"
    __table_args__ = (
        sa.PrimaryKeyConstraint("warehouse", "sku"),
        sa.Index("ix_stock_warehouse", "warehouse"),
    )
    warehouse = sa.Column(sa.String(8), sa.ForeignKey("warehouse.code"), nullable=False)
    sku = sa.Column(sa.String(20), nullable=False)
    amount = sa.Column(sa.Integer, nullable=False, default=0)
