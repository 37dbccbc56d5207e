import streamlit as st

KEY = "choice"


def render(groups):
    for group in groups:
        st.selectbox(group["name"], group["options"], key=KEY)  # fault: frontend_widget_keys
