from fastapi import APIRouter, Depends, status

from .deps import Repo, repo
from .schemas import Bird, NewBird

r = APIRouter(prefix="/birds", tags=["birds"])


@r.get("", response_model=list[Bird])
def index(birds: Repo = Depends(repo)): return birds.all()


@r.post("", response_model=Bird, status_code=status.HTTP_201_CREATED)
def new(bird: NewBird, birds: Repo = Depends(repo)): return birds.add(bird)


@r.delete("/{key}", status_code=status.HTTP_204_NO_CONTENT)
def gone(key: int, birds: Repo = Depends(repo)): birds.remove(key)
