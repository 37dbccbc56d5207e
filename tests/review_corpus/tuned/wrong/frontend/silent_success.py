import httpx
import streamlit as st

from ui.settings import API_URL


def edit(room: dict) -> None:
    with st.form(f"edit-{room['id']}"):
        label = st.text_input("Label", value=room["label"])
        sent = st.form_submit_button("Change")
    if not sent:
        return
    if not label.strip():
        st.error("A room needs a label.")
        return
    answer = httpx.patch(f"{API_URL}/rooms/{room['id']}", json={"label": label}, timeout=5)  # fault: frontend_success_feedback
    if answer.is_error:
        st.error("The room was not changed.")
        return
    st.rerun()
