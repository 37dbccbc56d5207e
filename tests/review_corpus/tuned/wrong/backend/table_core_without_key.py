import sqlalchemy as sa

metadata = sa.MetaData()

visits = sa.Table(  # fault: backend_model_primary_key
    "visits",
    metadata,
    sa.Column("page", sa.Text, nullable=False),
    sa.Column("seen_at", sa.DateTime, nullable=False),
)
