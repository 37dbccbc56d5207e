from contextlib import contextmanager

import httpx
import streamlit as st

from ui.settings import API_URL


@contextmanager
def problems_shown():
    try:
        yield
    except httpx.HTTPStatusError as error:
        st.error(error.response.json().get("detail", "Refused."))
    except httpx.HTTPError:
        st.error("The API does not answer.")


def render():
    with problems_shown():
        answer = httpx.get(f"{API_URL}/shifts", timeout=5).raise_for_status()
        st.table(answer.json())
