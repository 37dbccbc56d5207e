import sqlalchemy as sa

metadata = sa.MetaData()

owners = sa.Table(
    "owners",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("name", sa.Text, nullable=False),
)
dogs = sa.Table(
    "dogs",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("owner_id", sa.ForeignKey(owners.c.id), nullable=False, index=True),
)
