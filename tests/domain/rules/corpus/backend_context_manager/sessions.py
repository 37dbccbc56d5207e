"""Sessions. A right one in a docstring does not count: with SessionLocal() as db: ..."""
from contextlib import closing, contextmanager

from fastapi import Depends
from sqlalchemy import create_engine
from sqlalchemy.orm import Session, sessionmaker

engine = create_engine("sqlite://")
SessionLocal = sessionmaker(bind=engine)
Maker = sessionmaker(engine)


@contextmanager
def get_db():
    try:
        # ok: backend_context_manager
        db = SessionLocal()
        yield db
    finally:
        db.close()


def get_session():
    # ok: backend_context_manager
    db = SessionLocal()
    try:
        yield db
    finally:
        db.close()


def count():
    # ok: backend_context_manager
    with Session(engine) as session:
        return session.execute("select 1").scalar()


def count_in_two_steps():
    # ok: backend_context_manager
    session = Maker()
    with session:
        return session.execute("select 1").scalar()


def count_closing():
    # ok: backend_context_manager
    with closing(SessionLocal()) as session:
        return session.execute("select 1").scalar()


def never_closed():
    # ruleid: backend_context_manager
    db = SessionLocal()
    return db.execute("select 1").scalar()


def closed_on_one_path():
    # ruleid: backend_context_manager
    db = SessionLocal()
    value = db.execute("select 1").scalar()
    db.close()
    return value


def closed_too_late():
    # ruleid: backend_context_manager
    session = Session(engine)
    session.execute("select 1")
    try:
        session.commit()
    finally:
        session.close()


def used_at_once():
    # ruleid: backend_context_manager
    return SessionLocal().execute("select 1").scalar()


def another_is_closed():
    # ruleid: backend_context_manager
    first = Maker()
    second = None
    try:
        first.commit()
    finally:
        if second is not None:
            second.close()


def raw():
    # ruleid: backend_context_manager
    connection = engine.connect()
    connection.execute("select 1")


def only_committed(path):
    # ruleid: backend_context_manager
    with sqlite3.connect(path) as connection:
        connection.execute("SELECT 1")


def closed_as_well(path):
    # ok: backend_context_manager
    with contextlib.closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("SELECT 1")


connect = functools.partial(sqlite3.connect, "a.db")


def by_a_partial():
    # ruleid: backend_context_manager
    with connect() as connection:
        connection.execute("SELECT 1")


def opened_and_returned():
    return SessionLocal()


def given_to_depends(
    # ruleid: backend_context_manager
    db=Depends(opened_and_returned),
    # ruleid: backend_context_manager
    other=Depends(SessionLocal),
    # ok: backend_context_manager
    third=Depends(session_of_the_request),
):
    return db, other, third


async def by_asyncpg(address):
    # ruleid: backend_context_manager
    connection = await asyncpg.connect(address)
    await connection.fetch("SELECT 1")
