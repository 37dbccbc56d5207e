import streamlit as st

from ui.widgets import footer

if "user" not in st.session_state:
    st.error("Please log in")  # fault: frontend_import_draws_nothing
    st.stop()  # fault


def render():
    st.write("Hello")
    footer()
