import sqlite3


def remove(connection: sqlite3.Connection, table_row: int, who: str) -> int:
    cursor = connection.cursor()
    cursor.execute("DELETE FROM notes WHERE id = %d AND owner = '%s'" % (table_row, who))  # fault: backend_no_sql_from_strings
    connection.commit()
    return cursor.rowcount
