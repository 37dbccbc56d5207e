"""Tests against http://localhost:8000 need a running server."""
import os

import httpx
from fastapi.testclient import TestClient

# ok: test_no_hardcoded_urls
client = TestClient(app, base_url="http://testserver")
# ok: test_no_hardcoded_urls
other = httpx.Client(base_url="http://test")
# ok: test_no_hardcoded_urls
payload = {"website": "https://example.com/a"}
# ok: test_no_hardcoded_urls
BASE = os.environ.get("BASE_URL", "http://localhost:8000")
# ruleid: test_no_hardcoded_urls
httpx.get("http://localhost:8000/api/students")
# ruleid: test_no_hardcoded_urls
API = "http://127.0.0.1:8123"
# ruleid: test_no_hardcoded_urls
httpx.post(f"http://0.0.0.0:8000/api/{payload}")
# ruleid: test_no_hardcoded_urls
live = httpx.Client(base_url="https://staging.school.edu")
