async def total(connection, customer):
    return await connection.fetchval(
        "SELECT sum(price) FROM orders WHERE customer = '" + customer + "'"  # fault: backend_no_sql_from_strings
    )
