from http import HTTPStatus

from fastapi import APIRouter, Depends, HTTPException, Request, Response
from sqlalchemy.exc import IntegrityError

import app.schemas as schemas
from app.deps import get_session
from app.models import Plane

planes = APIRouter(prefix="/planes")


@planes.post("", response_model=schemas.Plane, status_code=HTTPStatus.CREATED)
def register(
    request: Request,
    response: Response,
    body: schemas.PlaneIn,
    session=Depends(get_session),
):
    plane = Plane(**body.model_dump())
    session.add(plane)
    try:
        session.commit()
    except IntegrityError:
        session.rollback()
        raise HTTPException(HTTPStatus.CONFLICT, "the tail number is taken") from None
    response.headers["Location"] = str(request.url_for("show", key=plane.id))
    return plane


@planes.get("/{key}", response_model=schemas.Plane, name="show")
def show(key: int, session=Depends(get_session)):
    if (plane := session.get(Plane, key)) is None:
        raise HTTPException(HTTPStatus.NOT_FOUND)
    return plane
