import os

import httpx
import streamlit as st


def load() -> list[dict]:
    try:
        answer = httpx.get(
            os.environ["API_URL"] + "/items",
            headers={"Authorization": "Bearer eyJhbGciOiJIUzI1NiJ9.c2VjcmV0.Zm9vYmFyYmF6"},  # fault: frontend_no_credentials
        )
        answer.raise_for_status()
    except httpx.HTTPError:
        st.error("Items cannot be read.")
        return []
    return answer.json()
