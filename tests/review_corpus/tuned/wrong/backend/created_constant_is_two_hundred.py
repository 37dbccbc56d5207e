from http import HTTPStatus as Code
from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.db import get_session
from app.models import Recipe
from app.schemas import RecipeIn, RecipeOut

_STORED = Code.OK  # fault
CREATED = _STORED  # fault
REMOVED = Code.NO_CONTENT

router = APIRouter(prefix="/recipes")
Db = Annotated[Session, Depends(get_session)]


@router.get("")
def index(db: Db) -> list[RecipeOut]:
    return [RecipeOut.model_validate(recipe) for recipe in db.scalars(select(Recipe))]


@router.post("", status_code=CREATED)  # fault: backend_http_status
def create(payload: RecipeIn, db: Db) -> RecipeOut:  # fault
    """Stores a recipe; clients may rely on 201."""
    recipe = Recipe(title=payload.title, servings=payload.servings)
    db.add(recipe)
    db.commit()
    return RecipeOut.model_validate(recipe)


@router.delete("/{recipe_id}", status_code=REMOVED)
def remove(recipe_id: int, db: Db) -> None:
    if (recipe := db.get(Recipe, recipe_id)) is None:
        raise HTTPException(Code.NOT_FOUND, "recipe not found")
    db.delete(recipe)
    db.commit()
