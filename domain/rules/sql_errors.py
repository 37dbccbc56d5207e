r"""On which line of a statement SQLite stops reading it: its message names the token alone.

>>> from contextlib import closing
>>> import sqlite3
>>> with closing(sqlite3.connect(":memory:")) as db:
...     line_of_fault(db, "SELECT (1)\nFROM )", 'near ")": syntax error')
1
"""

import sqlite3

MAX_LINES = 200  # of one statement: each of them is read once more


def line_of_fault(connection: sqlite3.Connection, text: str, message: str) -> int:
    """How many lines below the first: the text up to there fails in the same way."""
    lines = text.splitlines()
    if not message.endswith("syntax error") or len(lines) > MAX_LINES:
        return 0
    for number in range(1, len(lines) + 1):
        try:  # EXPLAIN: a part that happens to be a whole statement changes nothing
            connection.execute("EXPLAIN " + "\n".join(lines[:number])).close()
        except sqlite3.Error as error:
            if str(error) == message:
                return number - 1
    return 0
