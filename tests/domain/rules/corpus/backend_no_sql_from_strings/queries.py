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


BY_NAME = "SELECT * FROM a WHERE name = '{}'"


def pieces(db, name, key, newest):
    sql = "SELECT * FROM a WHERE id = :key"
    if newest:
        sql += " ORDER BY id DESC"
    # ok: backend_no_sql_from_strings
    db.execute(text(sql), {"key": key})
    # ruleid: backend_no_sql_from_strings
    db.execute(BY_NAME.format(name))


def growing(db, name, newest):
    sql = "SELECT * FROM a WHERE 1"
    if name:
        sql += " AND name = '" + name + "'"
    # ruleid: backend_no_sql_from_strings
    db.execute(text(sql))


def many(db, keys, names):
    marks = ", ".join("?" for _ in keys)
    # ok: backend_no_sql_from_strings
    db.execute(f"SELECT * FROM a WHERE id IN ({marks})", keys)
    # ok: backend_no_sql_from_strings
    db.execute("SELECT * FROM a WHERE id IN (%s)" % ",".join(["?"] * len(keys)), keys)
    listed = ", ".join(f"'{name}'" for name in names)
    # ruleid: backend_no_sql_from_strings
    db.execute(f"SELECT * FROM a WHERE name IN ({listed})")


def conditions(db, name, active):
    parts = ["1"]
    if active:
        parts.append("active")
    # ok: backend_no_sql_from_strings
    db.execute("SELECT * FROM a WHERE " + " AND ".join(parts))
    pasted = []
    pasted.append(f"name = '{name}'")
    # ruleid: backend_no_sql_from_strings
    db.execute("SELECT * FROM a WHERE " + " AND ".join(pasted))


class Student:
    name = ""


TEMPLATE = "SELECT id FROM film WHERE genre = '@genre'"


def filled_in(db, genre, keys):
    # ruleid: backend_no_sql_from_strings
    db.execute(text(TEMPLATE.replace("@genre", genre)))
    # ruleid: backend_no_sql_from_strings
    db.execute("SELECT id FROM film WHERE id IN (%s)" % ",".join(keys))
    # ruleid: backend_no_sql_from_strings
    db.execute(Template("x").substitute() + "SELECT id FROM film WHERE id = " + genre.strip())
    # ok: backend_no_sql_from_strings
    db.execute(TEMPLATE.replace("@genre", ":genre"), {"genre": genre})
    # ok: backend_no_sql_from_strings
    db.execute(" ".join(["SELECT id", "FROM film"]))


@router.get("/sorted")
def sorted_by(by: str, number: int, db=Depends(get_db)):
    # ruleid: backend_no_sql_from_strings
    db.execute(select(Film).order_by(text(by)))
    # ok: backend_no_sql_from_strings
    db.execute(select(Film).where(Film.id == number))
