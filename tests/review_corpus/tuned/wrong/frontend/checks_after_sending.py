import httpx
import streamlit as st

from ui.settings import API_URL


def render() -> None:
    with st.form("member"):  # fault
        name = st.text_input("Name")
        sent = st.form_submit_button("Join")  # fault
    if sent:
        answer = httpx.post(f"{API_URL}/members", json={"name": name}, timeout=5)  # fault: frontend_form_validation
        if not name:
            st.error("A name is needed.")
        elif answer.is_error:
            st.error("Not joined.")
        else:
            st.success("Welcome.")
