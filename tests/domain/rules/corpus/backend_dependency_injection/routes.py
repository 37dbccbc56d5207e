"""db = Depends(get_db()) in a docstring is text."""
from typing import Annotated

from fastapi import APIRouter, Depends, Query
from sqlalchemy.orm import Session, sessionmaker

router = APIRouter()
SessionLocal = sessionmaker()


def get_db():
    with SessionLocal() as db:
        yield db


def limited(most: int):
    def limit(value: int = Query(...)):
        return min(value, most)

    return limit


# ok: backend_dependency_injection
SessionDep = Annotated[Session, Depends(get_db)]


@router.get("/a")
def injected(
    # ok: backend_dependency_injection
    db: Session = Depends(get_db),
): ...


@router.get("/b")
def made(
    # ok: backend_dependency_injection
    value: int = Depends(limited(10)),
): ...


def a_script():
    # ok: backend_dependency_injection
    with SessionLocal() as db:
        db.commit()


@router.get("/c")
def called(
    # ruleid: backend_dependency_injection
    db: Session = Depends(get_db()),
): ...


# ruleid: backend_dependency_injection
WrongDep = Annotated[Session, Depends(get_db())]


@router.get("/d")
def opens():
    # ruleid: backend_dependency_injection
    with SessionLocal() as db:
        db.commit()


@router.get("/e")
def opens_too():
    # ruleid: backend_dependency_injection
    db = Session()
    try:
        db.commit()
    finally:
        db.close()


@router.post("/f")
def from_the_query(
    # ruleid: backend_dependency_injection
    db: Session,
): ...


@router.get("/taken")
def taken() -> Item:
    # ruleid: backend_dependency_injection
    db = next(get_db())
    return db.get(Item, 1)


def script():
    # ok: backend_dependency_injection
    db = next(get_db())
    return db


@router.put("/entered")
def entered():
    # ruleid: backend_dependency_injection
    with session_scope() as db:
        return db.get(Item, 1)


def entered_elsewhere():
    # ok: backend_dependency_injection
    with session_scope() as db:
        return db.get(Item, 1)


Injected = Annotated[Session, Depends(get_db)]
Bare = Session


@router.get("/g")
def by_an_alias(
    # ok: backend_dependency_injection
    db: Injected,
): ...


@router.get("/h")
def by_a_bare_alias(
    # ruleid: backend_dependency_injection
    db: Bare,
): ...
