import sqlite3


def find(connection: sqlite3.Connection, filters: dict[str, str]) -> list[tuple]:
    conditions = [f"{column} = '{value}'" for column, value in filters.items()]  # fault
    sql = "SELECT * FROM parts WHERE " + " AND ".join(conditions)  # fault
    return connection.execute(sql).fetchall()  # fault: backend_no_sql_from_strings
