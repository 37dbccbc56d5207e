import logging

from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

log = logging.getLogger(__name__)


class DuplicateOrderError(Exception):
    """The number is taken."""


class OrderRepository:
    def __init__(self, session: Session) -> None:
        self._session = session

    def by_number(self, number: str):
        statement = text("SELECT * FROM orders WHERE number = :number")
        return self._session.execute(statement, {"number": number}).one_or_none()

    def add(self, number: str) -> None:
        try:
            self._session.execute(
                text("INSERT INTO orders (number) VALUES (:number)"), {"number": number}
            )
            self._session.commit()
        except IntegrityError as exc:
            self._session.rollback()
            log.warning("order %s exists", number)
            raise DuplicateOrderError(number) from exc
