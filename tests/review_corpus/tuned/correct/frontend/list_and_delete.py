import httpx
import streamlit as st

from ui.settings import api_url


def show_books():
    try:
        answer = httpx.get(f"{api_url()}/books", timeout=10)
        answer.raise_for_status()
    except httpx.HTTPError as problem:
        st.error("Books cannot be read now.")
        st.caption(str(problem))
        return
    for book in answer.json():
        left, right = st.columns([4, 1])
        left.write(book["title"])
        if right.button("Delete", key=f"delete-{book['id']}"):
            remove(book["id"])


def remove(book_id):
    answer = httpx.delete(f"{api_url()}/books/{book_id}", timeout=10)
    if answer.status_code == 204:
        st.toast("Deleted.")
    else:
        st.error(answer.text)
