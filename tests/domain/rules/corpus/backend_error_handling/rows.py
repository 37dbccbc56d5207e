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


def find_row(db, key):
    return db.query(Book).filter(Book.id == key).first()


def rename_by_helper(db, key, name):
    book = find_row(db, key)
    # ruleid: backend_error_handling
    book.name = name


def rename_what_was_found(db, key, name):
    book = find_row(db, key)
    if book is None:
        raise NotFound(key)
    # ok: backend_error_handling
    book.name = name


def tested_too_late(db, key):
    book = db.get(Book, key)
    # ruleid: backend_error_handling
    title = book.title
    if book is None:
        raise NotFound(key)
    return title


def used_at_once(db, key):
    # ruleid: backend_error_handling
    return db.query(Book).filter(Book.id == key).first().title


def deleted_without_a_look(self, key):
    book = self.session.get(Book, key)
    # ruleid: backend_error_handling
    self.session.delete(book)


@router.get("/answered/{key}", response_model=BookRead)
def answered(key, db=Depends(get_db)):
    # ruleid: backend_error_handling
    return db.get(Book, key)


@router.get("/perhaps/{key}")
def perhaps(key, db=Depends(get_db)) -> BookRead | None:
    # ok: backend_error_handling
    return db.get(Book, key)


@router.get("/looked-at/{key}", response_model=BookRead)
def looked_at(key, db=Depends(get_db)):
    book = db.get(Book, key)
    if not book:
        raise NotFound(key)
    # ok: backend_error_handling
    return book


@router.get("/validated/{key}", response_model=BookRead)
def validated(key, db=Depends(get_db)):
    book = db.get(Book, key)
    # ruleid: backend_error_handling
    return BookRead.model_validate(book)


def read_at_once(db, key):
    # ruleid: backend_error_handling
    return BookRead.model_validate(db.get(Book, key))


def found(db, key) -> Book:
    book = db.get(Book, key)
    if book is None:
        raise NotFound(key)
    # ok: backend_error_handling
    return book


def found_or_not(db, key) -> Book | None:
    # ok: backend_error_handling
    return db.get(Book, key)


class Books:
    def one(self, key):
        return self.session.query(Book).filter(Book.id == key).one_or_none()


def rename_by_method(repository, key, name):
    book = repository.one(key)
    # ruleid: backend_error_handling
    book.name = name
