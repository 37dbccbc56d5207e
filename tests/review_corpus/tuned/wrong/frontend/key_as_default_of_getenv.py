import os

import httpx
import streamlit as st

API_KEY = os.getenv("API_KEY", "live_51Hx92kQpL0aa")  # fault: frontend_no_credentials


def render():
    try:
        answer = httpx.get(os.environ["API_URL"], headers={"X-Api-Key": API_KEY})
        answer.raise_for_status()
    except httpx.HTTPError:
        st.error("Nothing to show.")
        return
    st.json(answer.json())
