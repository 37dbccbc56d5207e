from collections.abc import Generator
from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException
from sqlmodel import Field, Session, SQLModel, create_engine, select

from app.config import get_settings

engine = create_engine(get_settings().database_url)


class TeamBase(SQLModel):
    name: str = Field(min_length=1, max_length=80)


class Team(TeamBase, table=True):
    id: int | None = Field(default=None, primary_key=True)


class PlayerBase(SQLModel):
    nickname: str
    team_id: int = Field(foreign_key="team.id", index=True)


class Player(PlayerBase, table=True):
    id: int | None = Field(default=None, primary_key=True)


class PlayerPublic(PlayerBase):
    id: int


def get_session() -> Generator[Session, None, None]:
    with Session(engine) as session:
        yield session


SessionDep = Annotated[Session, Depends(get_session)]
router = APIRouter(prefix="/teams/{team_id}/players")


def existing_team(team_id: int, session: SessionDep) -> Team:
    team = session.get(Team, team_id)
    if not team:
        raise HTTPException(status_code=404, detail="Team not found")
    return team


TeamDep = Annotated[Team, Depends(existing_team)]


@router.get("/")
def players(team: TeamDep, session: SessionDep) -> list[PlayerPublic]:
    found = session.exec(select(Player).where(Player.team_id == team.id)).all()
    return [PlayerPublic.model_validate(player) for player in found]
