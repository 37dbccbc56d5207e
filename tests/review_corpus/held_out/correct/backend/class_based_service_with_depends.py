from fastapi import APIRouter, Depends, HTTPException
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError, NoResultFound
from sqlalchemy.orm import Session

from app.database import get_db
from app.models import Book
from app.schemas import BookIn, BookOut, BookPage

router = APIRouter(prefix="/books")


class BookService:
    def __init__(self, db: Session = Depends(get_db)):
        self.db = db

    def search(self, q: str | None, limit: int) -> list[Book]:
        stmt = select(Book).order_by(Book.title).limit(limit)
        if q:
            stmt = stmt.where(Book.title.ilike(f"%{q}%"))  # sent as a bound value
        return list(self.db.scalars(stmt))

    def one(self, book_id: int) -> Book:
        try:
            return self.db.execute(select(Book).where(Book.id == book_id)).scalar_one()
        except NoResultFound:
            raise HTTPException(404, "Book not found") from None

    def save(self, book: Book) -> Book:
        self.db.add(book)
        try:
            self.db.commit()
        except IntegrityError as e:
            self.db.rollback()
            raise HTTPException(409, "ISBN already registered") from e
        return book


@router.get("", response_model=BookPage)
def index(q: str | None = None, limit: int = 20, service: BookService = Depends()):
    return BookPage(items=[BookOut.model_validate(b) for b in service.search(q, limit)])


@router.get("/{book_id}", response_model=BookOut)
def show(book_id: int, service: BookService = Depends()):
    return service.one(book_id)


@router.post("", response_model=BookOut, status_code=201)
def store(data: BookIn, service: BookService = Depends()):
    return service.save(Book(**data.model_dump()))


@router.put("/{book_id}", response_model=BookOut)
def replace(book_id: int, data: BookIn, service: BookService = Depends()):
    book = service.one(book_id)
    book.title, book.isbn = data.title, data.isbn
    return service.save(book)
