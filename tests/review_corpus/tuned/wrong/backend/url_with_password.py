from sqlalchemy import create_engine
from sqlalchemy.orm import sessionmaker

engine = create_engine(
    "postgresql+psycopg://shop:Kx82hahl@db.prod.internal:5432/shop",  # fault: backend_no_credentials
    pool_pre_ping=True,
)
SessionLocal = sessionmaker(engine)
