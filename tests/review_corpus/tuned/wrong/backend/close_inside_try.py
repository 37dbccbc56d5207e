from sqlalchemy.orm import sessionmaker

from app.engine import engine

Session = sessionmaker(bind=engine)


def get_db():
    db = Session()  # fault: backend_context_manager
    try:
        yield db
        db.commit()
        db.close()
    except Exception:
        db.rollback()
        raise
