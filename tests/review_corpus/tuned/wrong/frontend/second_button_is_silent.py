import httpx
import streamlit as st

from ui.settings import API_URL


def row(item: dict) -> None:
    if st.button("Archive", key=f"a{item['id']}"):
        answer = httpx.patch(f"{API_URL}/items/{item['id']}", json={"archived": True})
        if answer.is_error:
            st.error("Not archived.")
        else:
            st.success("Archived.")


def remove(item: dict) -> None:
    if st.button("Delete", key=f"d{item['id']}"):
        answer = httpx.delete(f"{API_URL}/items/{item['id']}")  # fault: frontend_success_feedback
        if answer.is_error:
            st.error("Not deleted.")
