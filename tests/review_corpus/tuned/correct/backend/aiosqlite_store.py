import aiosqlite

COLUMNS = "id, title, done"


class TodoStore:
    def __init__(self, path):
        self.path = path

    async def open_ones(self, owner):
        async with aiosqlite.connect(self.path) as db:
            db.row_factory = aiosqlite.Row
            async with db.execute(
                f"SELECT {COLUMNS} FROM todos WHERE owner = :owner AND NOT done",
                {"owner": owner},
            ) as cursor:
                return await cursor.fetchall()

    async def finish(self, key):
        async with aiosqlite.connect(self.path) as db:
            await db.execute("UPDATE todos SET done = 1 WHERE id = ?", (key,))
            await db.commit()
