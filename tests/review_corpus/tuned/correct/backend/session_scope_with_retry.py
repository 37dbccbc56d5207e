from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session, sessionmaker

T = TypeVar("T")


@contextmanager
def session_scope(factory: sessionmaker) -> Iterator[Session]:
    session = factory()
    try:
        yield session
        session.commit()
    except BaseException:
        session.rollback()
        raise
    finally:
        session.close()


def retried(factory: sessionmaker, work: Callable[[Session], T], times: int = 3) -> T:
    for attempt in range(times):
        try:
            with session_scope(factory) as session:
                return work(session)
        except OperationalError:
            if attempt == times - 1:
                raise
    raise AssertionError("unreachable")
