"""Tools that people may borrow."""
from collections.abc import Iterator
from contextlib import contextmanager

import httpx
import streamlit as st

from app.settings import settings


@contextmanager
def failures_shown(doing: str) -> Iterator[None]:
    try:
        yield
    except httpx.HTTPStatusError as exc:
        st.error(f"{doing} was refused ({exc.response.status_code}).")
    except httpx.RequestError:
        st.error(f"{doing} failed: the server does not answer.")


def api(method: str, path: str, **options) -> httpx.Response:
    with httpx.Client(base_url=settings.api_url, timeout=10) as client:
        return client.request(method, path, **options).raise_for_status()


def tools() -> list[dict]:
    with failures_shown("Loading the tools"):
        return api("GET", "/tools").json()
    return []


def add_form() -> None:
    with st.form("new_tool", clear_on_submit=True):
        name = st.text_input("Name").strip()
        price = st.number_input("Price per day", min_value=0.0)
        sent = st.form_submit_button("Add")
    if not sent:
        return
    if not name:
        st.warning("A tool needs a name.")
        return
    with failures_shown("Adding the tool"):
        api("POST", "/tools", json={"name": name, "price": price})
        st.success(f"{name} can be borrowed now.")


def page() -> None:
    st.title("Tools")
    add_form()
    st.dataframe(tools())


if __name__ == "__main__":
    page()
