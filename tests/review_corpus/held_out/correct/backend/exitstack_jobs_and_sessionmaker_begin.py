import csv
from contextlib import ExitStack
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, BackgroundTasks, Depends
from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from app.db import SessionLocal, get_session
from app.models import Import, Product
from app.schemas import ImportOut, ImportRequest, ProductCount

router = APIRouter()


def load_products(path: Path) -> int:
    """Runs after the answer was sent, so it needs a session of its own."""
    with ExitStack() as stack:
        source = stack.enter_context(path.open(newline="", encoding="utf-8"))
        db = stack.enter_context(SessionLocal())
        rows = [Product(sku=r["sku"], name=r["name"]) for r in csv.DictReader(source)]
        db.add_all(rows)
        db.commit()
        return len(rows)


def forget_old_imports(days: int) -> None:
    with SessionLocal.begin() as db:
        db.execute(
            text("DELETE FROM imports WHERE created_at < datetime('now', '-' || :days || ' days')"),
            {"days": days},
        )


@router.post("/imports", status_code=201, response_model=ImportOut)
def start_import(
    body: ImportRequest,
    tasks: BackgroundTasks,
    db: Annotated[Session, Depends(get_session)],
) -> Import:
    job = Import(filename=body.filename)
    db.add(job)
    db.commit()
    db.refresh(job)
    tasks.add_task(load_products, Path("uploads") / Path(body.filename).name)
    tasks.add_task(forget_old_imports, 30)
    return job


@router.get("/products/count")
def count_products(db: Annotated[Session, Depends(get_session)]) -> ProductCount:
    return ProductCount(total=db.scalar(select(func.count()).select_from(Product)) or 0)
