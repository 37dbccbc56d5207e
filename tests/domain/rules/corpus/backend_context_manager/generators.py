from contextlib import contextmanager

from fastapi import Depends


# ruleid: backend_context_manager
def get_db():
    yield 1


@contextmanager
def managed():
    yield 1


def plain():
    yield 1


def script():
    # ok: backend_context_manager
    with managed() as db:
        print(db)
    with get_db() as db:
        print(db)


# ruleid: backend_context_manager
def route(db=Depends(managed)):
    return db


# ok: backend_context_manager
def other_route(db=Depends(plain)):
    return db
