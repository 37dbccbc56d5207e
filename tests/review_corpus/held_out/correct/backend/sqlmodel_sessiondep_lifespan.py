from contextlib import asynccontextmanager
from typing import Annotated

from fastapi import Depends, FastAPI, HTTPException, Query
from sqlmodel import Field, Session, SQLModel, create_engine, select

from app.settings import settings

engine = create_engine(settings.database_url, connect_args={"check_same_thread": False})


class HeroBase(SQLModel):
    name: str = Field(min_length=1, max_length=80)


class Hero(HeroBase, table=True):
    id: int | None = Field(default=None, primary_key=True)


class HeroPublic(HeroBase):
    id: int


def get_session():
    with Session(engine) as session:
        yield session


SessionDep = Annotated[Session, Depends(get_session)]


@asynccontextmanager
async def lifespan(_: FastAPI):
    SQLModel.metadata.create_all(engine)
    yield


app = FastAPI(lifespan=lifespan)


@app.post("/heroes", response_model=HeroPublic, status_code=201)
def create_hero(payload: HeroBase, session: SessionDep):
    hero = Hero.model_validate(payload)
    session.add(hero)
    session.commit()
    session.refresh(hero)
    return hero


@app.get("/heroes")
def list_heroes(session: SessionDep, limit: Annotated[int, Query(le=100)] = 50) -> list[Hero]:
    return list(session.exec(select(Hero).order_by(Hero.id).limit(limit)))


@app.delete("/heroes/{hero_id}", status_code=204)
def delete_hero(hero_id: int, session: SessionDep) -> None:
    if (hero := session.get(Hero, hero_id)) is None:
        raise HTTPException(404, "Hero not found")
    session.delete(hero)
    session.commit()
