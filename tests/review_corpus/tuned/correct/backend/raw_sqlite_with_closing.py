import sqlite3
from contextlib import closing


def find_customer(path: str, email: str) -> tuple | None:
    with closing(sqlite3.connect(path)) as connection:
        cursor = connection.execute("SELECT id, name FROM customers WHERE email = ?", (email,))
        return cursor.fetchone()


def rename_customer(path: str, *, customer_id: int, name: str) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(
            "UPDATE customers "
            "SET name = ? "
            "WHERE id = ?",
            (name, customer_id),
        )
