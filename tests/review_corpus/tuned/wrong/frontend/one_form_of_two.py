import streamlit as st

from ui.api import client
from ui.errors import ApiError


def add_tag() -> None:
    with st.form("tag"):
        word = st.text_input("Word")
        sent = st.form_submit_button("Add")
    if sent:
        if not word.strip():
            st.error("A word, please.")
            return
        try:
            client.create_tag(word)
        except ApiError as error:
            st.error(str(error))
        else:
            st.success("Added.")


def add_link() -> None:
    with st.form("link"):  # fault
        address = st.text_input("Address")
        sent = st.form_submit_button("Add")  # fault
    if sent:
        try:
            client.create_link(address)  # fault: frontend_form_validation
        except ApiError as error:
            st.error(str(error))
        else:
            st.success("Added.")
