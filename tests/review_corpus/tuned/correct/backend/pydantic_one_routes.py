from typing import List, Optional

import fastapi
from pydantic import BaseModel, validator

from . import deps, service


class TagBase(BaseModel):
    name: str
    colour: Optional[str] = None

    @validator("name")
    def name_is_not_blank(cls, value):
        if not value.strip():
            raise ValueError("blank")
        return value

    class Config:
        orm_mode = True


class TagOut(TagBase):
    id: int


api = fastapi.APIRouter()


@api.get("/tags", response_model=List[TagOut])
def list_tags(db=fastapi.Depends(deps.database)):
    return service.all_tags(db)


@api.post(
    "/tags",
    response_model=TagOut,
    status_code=fastapi.status.HTTP_201_CREATED,
    summary="Make a tag",
)
def make_tag(tag: TagBase, db=fastapi.Depends(deps.database)):
    return service.make_tag(db, tag)
