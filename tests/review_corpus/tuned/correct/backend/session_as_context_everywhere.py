from sqlalchemy import create_engine, select
from sqlalchemy.orm import Session, sessionmaker

from .models import Score


def highest(url: str, game: str) -> int:
    engine = create_engine(url)
    make = sessionmaker(engine)
    with make() as session:
        best = session.scalar(select(Score.points).where(Score.game == game).limit(1))
    with Session(engine) as other, other.begin():
        other.add(Score(game=game, points=0))
    return best or 0
