from functools import lru_cache

from pydantic import SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict
from sqlalchemy import create_engine
from sqlalchemy.orm import sessionmaker


class Settings(BaseSettings):
    model_config = SettingsConfigDict(env_prefix="SHOP_")

    database_url: str
    database_password: SecretStr
    mail_api_key: SecretStr | None = None


@lru_cache
def settings() -> Settings:
    return Settings()


def get_db():
    engine = create_engine(settings().database_url)
    db = sessionmaker(bind=engine)()
    try:
        yield db
    finally:
        db.close()
