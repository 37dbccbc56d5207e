"""@router.get("/in_a_docstring")"""
from typing import Any

from fastapi import APIRouter, Response, status
from fastapi.responses import FileResponse
from pydantic import BaseModel

router = APIRouter()


class Item(BaseModel): ...


# ok: backend_response_models
@router.get("/a", response_model=Item)
def a(): ...


# ok: backend_response_models
@router.post("/a", status_code=201)
async def b(item: Item) -> Item: ...


# ok: backend_response_models
@router.get("/c")
def c() -> list[Item]: ...


# ok: backend_response_models
@router.delete("/d", status_code=status.HTTP_204_NO_CONTENT)
def d(): ...


# ok: backend_response_models
@router.get("/e")
def e() -> FileResponse: ...


# ruleid: backend_response_models
@router.get("/f")
def f(): ...


# ruleid: backend_response_models
@router.post("/g", status_code=201)
def g() -> dict: ...


# ruleid: backend_response_models
@router.put("/h")
def h() -> Any: ...


# ruleid: backend_response_models
@router.patch("/i")
def i() -> dict[str, Any]: ...


# ruleid: backend_response_models
@router.get("/j", response_model=None)
def j(): ...


Row = dict[str, Any]
Rows = list[Row]


# ruleid: backend_response_models
@router.get("/alias")
def alias() -> Rows: ...


# ruleid: backend_response_models
@router.get("/list-of-dicts")
def list_of_dicts() -> list[dict]: ...


# ruleid: backend_response_models
@router.get("/given", response_model=list[dict[str, Any]])
def given(): ...


# ruleid: backend_response_models
@router.get("/maybe")
def maybe() -> dict | None: ...


# ok: backend_response_models
@router.get("/maybe-an-item")
def maybe_an_item() -> Item | None: ...


# ok: backend_response_models
@router.get("/counts")
def counts() -> dict[str, int]: ...


# ok: backend_response_models
@router.get("/quoted")
def quoted() -> "list[Item]": ...
