from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException, status
from sqlmodel import Session, select

from app.db import get_session
from app.models import Author, AuthorCreate, AuthorPublic, Book, BookCreate, BookPublic

router = APIRouter()
SessionDep = Annotated[Session, Depends(get_session)]


@router.post("/authors", response_model=AuthorPublic, status_code=status.HTTP_201_CREATED)
def create_author(author: AuthorCreate, session: SessionDep):
    db_author = Author.model_validate(author)
    session.add(db_author)
    session.commit()
    session.refresh(db_author)
    return db_author


@router.post(  # fault
    "/books",
    response_model=BookPublic,
    summary="Create a book",
    responses={  # fault: backend_http_status
        status.HTTP_201_CREATED: {"description": "Book created", "model": BookPublic},
        404: {"description": "Author not found"},
    },
)
def create_book(book: BookCreate, session: SessionDep):  # fault
    if session.get(Author, book.author_id) is None:
        raise HTTPException(status_code=404, detail="Author not found")
    db_book = Book.model_validate(book)
    session.add(db_book)
    session.commit()
    session.refresh(db_book)
    return db_book


@router.get("/books", response_model=list[BookPublic])
def list_books(session: SessionDep):
    return session.exec(select(Book).order_by(Book.title)).all()


@router.delete("/books/{book_id}", status_code=status.HTTP_204_NO_CONTENT)
def delete_book(book_id: int, session: SessionDep) -> None:
    db_book = session.get(Book, book_id)
    if db_book is None:
        raise HTTPException(status_code=404, detail="Book not found")
    session.delete(db_book)
    session.commit()
