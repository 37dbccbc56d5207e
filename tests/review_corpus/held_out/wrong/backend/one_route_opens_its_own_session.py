from fastapi import APIRouter, Depends, HTTPException, status
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app import database
from app.database import get_db
from app.models import Review
from app.schemas import ReviewCreate, ReviewRead, ReviewStats

router = APIRouter(prefix="/reviews", tags=["reviews"])


@router.get("/", response_model=list[ReviewRead])
def list_reviews(db: Session = Depends(get_db)):
    return db.execute(select(Review).order_by(Review.id.desc())).scalars().all()


@router.get("/stats", response_model=ReviewStats)
def review_stats():  # fault
    with database.SessionLocal() as db:  # fault: backend_dependency_injection
        count, average = db.execute(select(func.count(Review.id), func.avg(Review.rating))).one()
    return ReviewStats(count=count, average=average or 0.0)


@router.post("/", response_model=ReviewRead, status_code=status.HTTP_201_CREATED)
def create_review(review: ReviewCreate, db: Session = Depends(get_db)):
    db_review = Review(**review.model_dump())
    db.add(db_review)
    db.commit()
    db.refresh(db_review)
    return db_review


@router.delete("/{review_id}", status_code=status.HTTP_204_NO_CONTENT)
def delete_review(review_id: int, db: Session = Depends(get_db)) -> None:
    db_review = db.get(Review, review_id)
    if db_review is None:
        raise HTTPException(status_code=404, detail="Review not found")
    db.delete(db_review)
    db.commit()
