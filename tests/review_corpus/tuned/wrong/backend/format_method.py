QUERY = "SELECT id FROM users WHERE name = '{}'"


class Users:
    def __init__(self, pool):
        self.pool = pool

    async def find(self, name):
        async with self.pool.acquire() as connection:
            return await connection.fetchrow(QUERY.format(name))  # fault: backend_no_sql_from_strings
