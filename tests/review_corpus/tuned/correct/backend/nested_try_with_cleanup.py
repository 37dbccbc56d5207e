import sqlite3


def load(path, rows):
    connection = sqlite3.connect(path)
    try:
        cursor = connection.cursor()
        try:
            cursor.executemany("INSERT INTO rows (a, b) VALUES (?, ?)", rows)
        finally:
            cursor.close()
        connection.commit()
    finally:
        connection.close()
