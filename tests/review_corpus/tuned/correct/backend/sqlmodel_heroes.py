from typing import Optional

from fastapi import Depends, FastAPI, HTTPException
from sqlmodel import Field, Session, SQLModel, select

from .engine import engine


class TeamBase(SQLModel):
    name: str = Field(max_length=40)


class Team(TeamBase, table=True):
    id: Optional[int] = Field(default=None, primary_key=True)


class Player(SQLModel, table=True):
    id: Optional[int] = Field(default=None, primary_key=True)
    team_id: Optional[int] = Field(default=None, foreign_key="team.id", index=True)


def get_session():
    with Session(engine) as session:
        yield session


app = FastAPI()


@app.post("/teams/", response_model=Team, status_code=201)
def create_team(*, session: Session = Depends(get_session), team: TeamBase):
    row = Team.model_validate(team)
    session.add(row)
    session.commit()
    session.refresh(row)
    return row


@app.get("/teams/{team_id}", response_model=Team)
def read_team(*, session: Session = Depends(get_session), team_id: int):
    team = session.exec(select(Team).where(Team.id == team_id)).first()
    if not team:
        raise HTTPException(status_code=404, detail="Team not found")
    return team
