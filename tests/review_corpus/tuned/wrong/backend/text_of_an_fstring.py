import sqlalchemy as sa


class Cleaner:
    def __init__(self, engine):
        self.engine = engine

    def forget(self, mail):
        with self.engine.begin() as connection:
            statement = sa.text(f"DELETE FROM users WHERE mail = '{mail}'")  # fault
            connection.execute(statement)  # fault: backend_no_sql_from_strings
