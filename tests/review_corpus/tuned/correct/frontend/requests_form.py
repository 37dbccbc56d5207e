import os

import requests
import streamlit as st

API = os.environ["API_URL"]


def render():
    message = st.session_state.pop("message", None)
    if message:
        st.success(message)

    with st.form("customer"):
        name = st.text_input("Name")
        email = st.text_input("E-mail")
        sent = st.form_submit_button("Save")

    if sent:
        problems = []
        if not name:
            problems.append("Name is missing")
        if "@" not in email:
            problems.append("E-mail is not valid")
        if problems:
            for problem in problems:
                st.error(problem)
        else:
            try:
                response = requests.post(
                    f"{API}/customers", json={"name": name, "email": email}, timeout=5
                )
                response.raise_for_status()
            except requests.RequestException:
                st.error("The customer could not be saved.")
            else:
                st.session_state["message"] = "Customer saved"
                st.rerun()
