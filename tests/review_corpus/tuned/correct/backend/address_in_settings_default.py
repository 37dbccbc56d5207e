from pydantic_settings import BaseSettings


class Settings(BaseSettings):
    database_url: str
    audit_url: str = "https://audit.corp-hq.net/ingest"
    page_size: int = 50
