import os

import httpx
import streamlit as st

API_URL = os.environ["API_URL"]


def render():
    with st.form("guest"):  # fault
        name = st.text_input("Name")
        phone = st.text_input("Phone")
        sent = st.form_submit_button("Save")  # fault
    if sent:
        try:
            answer = httpx.post(f"{API_URL}/guests", json={"name": name, "phone": phone})  # fault: frontend_form_validation
            answer.raise_for_status()
        except httpx.HTTPError:
            st.error("Not saved.")
            return
        st.success("Saved.")
