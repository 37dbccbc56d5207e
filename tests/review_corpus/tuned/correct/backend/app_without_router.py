from fastapi import Depends, FastAPI, HTTPException
from sqlalchemy.orm import Session

from .db import get_db
from .models import Movie
from .schemas import MovieIn, MovieOut

app = FastAPI(title="Movies")


@app.get("/movies", response_model=list[MovieOut])
def movies(skip: int = 0, limit: int = 50, db: Session = Depends(get_db)):
    return db.query(Movie).offset(skip).limit(limit).all()


@app.post("/movies", response_model=MovieOut, status_code=201)
def add_movie(movie: MovieIn, db: Session = Depends(get_db)):
    row = Movie(**movie.dict())
    db.add(row)
    db.commit()
    db.refresh(row)
    return row


@app.delete("/movies/{movie_id}", status_code=204)
def drop_movie(movie_id: int, db: Session = Depends(get_db)):
    row = db.get(Movie, movie_id)
    if not row:
        raise HTTPException(404, "no such movie")
    db.delete(row)
    db.commit()
