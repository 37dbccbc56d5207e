"""The API is at http://localhost:8000."""
import os

import httpx
import streamlit as st

DEFAULT_API_URL = "http://127.0.0.1:8000"
# ok: frontend_no_hardcoded_urls
API_URL = os.environ.get("API_URL", DEFAULT_API_URL)
# ok: frontend_no_hardcoded_urls
OTHER = os.environ.get("API_URL") or "http://localhost:8000"
# ok: frontend_no_hardcoded_urls
placeholder = st.text_input("Website", placeholder="https://www.example.org")
# ruleid: frontend_no_hardcoded_urls
API = "http://localhost:8000"
# ruleid: frontend_no_hardcoded_urls
httpx.get("http://localhost:8000/api/students")
# ruleid: frontend_no_hardcoded_urls
httpx.post(f"http://127.0.0.1:8000/api/{placeholder}")
# ruleid: frontend_no_hardcoded_urls
client = httpx.Client(base_url="https://api.school.edu")
