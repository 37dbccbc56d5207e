from fastapi import HTTPException


def tested(db, key):
    row = db.get(Student, key)
    if row is None:
        raise HTTPException(404)
    # ok: backend_error_handling
    return row.name


def tested_with_not(db, key):
    row = db.execute(query(key)).scalar_one_or_none()
    if not row:
        raise HTTPException(404)
    # ok: backend_error_handling
    return row.name


def untested(db, key):
    row = db.get(Student, key)
    # ruleid: backend_error_handling
    return row.name


def untested_first(db, key):
    row = db.query(Student).filter_by(id=key).first()
    # ruleid: backend_error_handling
    row.name = "x"
    db.commit()


class Student: ...


def query(key): ...
