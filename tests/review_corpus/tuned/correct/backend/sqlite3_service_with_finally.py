import sqlite3
from collections.abc import Iterator
from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException
from pydantic import BaseModel

from app.config import settings

router = APIRouter(prefix="/tariffs")


class Tariff(BaseModel):
    id: int
    name: str
    cents: int


class TariffIn(BaseModel):
    name: str
    cents: int


def connection() -> Iterator[sqlite3.Connection]:
    db = sqlite3.connect(settings.sqlite_path, check_same_thread=False)
    try:
        db.row_factory = sqlite3.Row
        yield db
    finally:
        db.close()


class TariffService:
    def __init__(self, db: Annotated[sqlite3.Connection, Depends(connection)]):
        self.db = db

    def read(self, tariff_id: int) -> Tariff:
        row = self.db.execute("SELECT id, name, cents FROM tariff WHERE id = ?", (tariff_id,)).fetchone()
        if row is None:
            raise HTTPException(404, detail=f"Select another tariff from the list: {tariff_id} is unknown")
        return Tariff(**row)

    def create(self, body: TariffIn) -> Tariff:
        with self.db:
            cursor = self.db.execute("INSERT INTO tariff (name, cents) VALUES (:name, :cents)", body.model_dump())
        return self.read(cursor.lastrowid)


Service = Annotated[TariffService, Depends(TariffService)]


@router.get("/{tariff_id}")
def read_tariff(tariff_id: int, service: Service) -> Tariff:
    return service.read(tariff_id)


@router.post("", status_code=201)
def create_tariff(body: TariffIn, service: Service) -> Tariff:
    return service.create(body)
