import httpx
import streamlit as st

from ui.settings import API_URL


def archive(key: int) -> None:
    if st.button("Archive", key=f"archive-{key}"):
        st.success("Archived.")
        answer = httpx.post(f"{API_URL}/items/{key}/archive", timeout=5)  # fault: frontend_success_feedback
        if answer.is_error:
            st.error("Not archived.")
