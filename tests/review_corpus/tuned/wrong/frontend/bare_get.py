import os

import httpx
import streamlit as st


def render() -> None:
    rows = httpx.get(os.environ["API_URL"] + "/rows", timeout=5).json()  # fault: frontend_error_display
    st.dataframe(rows)
