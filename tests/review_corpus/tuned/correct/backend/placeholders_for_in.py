import sqlite3


def names(connection: sqlite3.Connection, keys: list[int]) -> list[str]:
    marks = ", ".join("?" for _ in keys)
    found = connection.execute(f"SELECT name FROM items WHERE id IN ({marks})", keys)
    return [row[0] for row in found]
