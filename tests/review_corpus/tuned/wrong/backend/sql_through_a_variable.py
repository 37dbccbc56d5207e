from sqlalchemy import text
from sqlalchemy.orm import Session


def search(db: Session, name: str, order: str = "name"):
    where = f"name LIKE '%{name}%'"
    query = "SELECT * FROM products WHERE " + where  # fault
    return db.execute(text(query)).all()  # fault: backend_no_sql_from_strings
