"""db.execute(f"SELECT * FROM a WHERE id = {x}") in a docstring."""
from sqlalchemy import select, text

TABLE = "students"


def queries(db, name, key):
    # ok: backend_no_sql_from_strings
    db.execute(text("SELECT * FROM a WHERE name = :name"), {"name": name})
    # ok: backend_no_sql_from_strings
    db.execute(f"SELECT * FROM {TABLE}")
    # ok: backend_no_sql_from_strings
    db.execute(select(Student).where(Student.name == name))
    # ok: backend_no_sql_from_strings
    db.execute("SELECT * FROM a " "WHERE id = ?", (key,))
    # ruleid: backend_no_sql_from_strings
    db.execute(f"SELECT * FROM a WHERE name = '{name}'")
    # ruleid: backend_no_sql_from_strings
    db.execute("SELECT * FROM a WHERE name = '" + name + "'")
    # ruleid: backend_no_sql_from_strings
    db.execute("DELETE FROM a WHERE id = %s" % key)
    # ruleid: backend_no_sql_from_strings
    db.execute(text("UPDATE a SET name = '{}'".format(name)))
    statement = f"SELECT * FROM a WHERE id = {key}"
    # ruleid: backend_no_sql_from_strings
    db.execute(statement)


class Student:
    name = ""
