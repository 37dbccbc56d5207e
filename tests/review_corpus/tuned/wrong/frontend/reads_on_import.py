import os

import httpx
import streamlit as st

st.set_page_config(page_title="Rooms")  # fault: frontend_import_draws_nothing
st.sidebar.header("Rooms")  # fault


def render() -> None:
    try:
        rooms = httpx.get(os.environ["API_URL"] + "/rooms").raise_for_status().json()
    except httpx.HTTPError:
        st.error("No rooms.")
        return
    st.dataframe(rooms)
