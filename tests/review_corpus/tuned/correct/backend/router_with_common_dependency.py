from fastapi import APIRouter, Depends, Query, Security, status
from fastapi.responses import Response

from app.auth import require_admin
from app.deps import Pages, get_pages
from app.schemas import PageIn, PageOut

router = APIRouter(
    prefix="/admin/pages",
    dependencies=[Depends(require_admin)],
    responses={404: {"description": "Not found"}},
)


@router.get("/", response_model=list[PageOut])
def pages(q: str = Query("", max_length=50), store: Pages = Depends(get_pages)):
    return store.search(q)


@router.post("/", status_code=status.HTTP_201_CREATED, response_model=PageOut)
def add(page: PageIn, store: Pages = Depends(get_pages), user=Security(require_admin)):
    return store.add(page, by=user)


@router.delete("/{slug}", status_code=204, response_class=Response)
def drop(slug: str, store: Pages = Depends(get_pages)) -> None:
    store.drop(slug)
