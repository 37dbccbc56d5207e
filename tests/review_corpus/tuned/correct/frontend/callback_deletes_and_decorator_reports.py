"""Photo albums. Drawn by the entry script through st.navigation([st.Page(albums_page)])."""
import functools

import requests
import streamlit as st

from app.settings import settings


def reported(func):
    @functools.wraps(func)
    def wrapper(*args, **kwargs):
        try:
            return func(*args, **kwargs)
        except requests.HTTPError as exc:
            st.error(f"The album service refused: {exc}")
        except requests.RequestException as exc:
            st.error(f"The album service is away: {exc}")
        return None

    return wrapper


def url(*parts: object) -> str:
    return "/".join([settings.api_url, *map(str, parts)])


@reported
def load() -> list[dict]:
    answer = requests.get(url("albums"), timeout=5)
    answer.raise_for_status()
    return answer.json()


@reported
def delete(album: dict) -> None:
    """Runs as a callback, so the page is drawn after it and the toast stays."""
    requests.delete(url("albums", album["id"]), timeout=5).raise_for_status()
    st.toast(f"Album {album['title']} is deleted.")


def albums_page() -> None:
    st.title("Albums")
    for album in load() or []:
        with st.expander(album["title"]):
            st.write(album["description"])
            st.button("Delete", key=repr(("album", album["id"])), on_click=delete, args=(album,))
