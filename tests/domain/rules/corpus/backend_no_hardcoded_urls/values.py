"""See http://internal.host/docs in a docstring."""
import os

import httpx
from pydantic import Field
from pydantic_settings import BaseSettings
from sqlalchemy import create_engine

DEFAULT = "http://localhost:9000"
# ok: backend_no_hardcoded_urls
search = os.environ.get("SEARCH_URL", "http://localhost:9200")
# ok: backend_no_hardcoded_urls
service = os.getenv("SERVICE_URL", DEFAULT)
# ok: backend_no_hardcoded_urls
engine = create_engine("sqlite:///./app.db")
# ok: backend_no_hardcoded_urls
problem_type = "https://example.com/problems/not-found"
# ruleid: backend_no_hardcoded_urls
httpx.get("http://localhost:8000/api/students")
# ruleid: backend_no_hardcoded_urls
PAYMENTS = "https://payments.internal/v1"
# ruleid: backend_no_hardcoded_urls
other = create_engine("postgresql://db.internal/app")
# ruleid: backend_no_hardcoded_urls
cache = Redis.from_url("redis://10.0.0.5:6379/0")


class Settings(BaseSettings):
    # ok: backend_no_hardcoded_urls
    api: str = "http://localhost:8000"

HOST = "rates.nordbank.se"
# ruleid: backend_no_hardcoded_urls
RATES = httpx.URL(scheme="https", host=HOST, path="/v1")
# ruleid: backend_no_hardcoded_urls
BY_PARTS = urlunsplit(("https", HOST, "/v1", "", ""))
# ruleid: backend_no_hardcoded_urls
BY_PLUS = "https://" + HOST + "/v1"
# ruleid: backend_no_hardcoded_urls
BY_TEXT = f"https://{HOST}/v1"
# ok: backend_no_hardcoded_urls
BY_SETTING = f"https://{settings.host}/v1"
# ok: backend_no_hardcoded_urls
BY_SETTING_PLUS = "https://" + settings.host
# ok: backend_no_hardcoded_urls
OTHER = httpx.URL(scheme="https", host=settings.host)


# ruleid: backend_no_hardcoded_urls
def client(key, host: str = "rates.nordbank.se"):
    # ok: backend_no_hardcoded_urls
    return Client(f"https://{host}/v1", key)


# ruleid: backend_no_hardcoded_urls
PUBLIC = os.environ.get("RATES_URL", "https://rates.nordbank.se/v1")
# ok: backend_no_hardcoded_urls
LOCAL = os.environ.get("RATES_URL", "http://localhost:8000")
