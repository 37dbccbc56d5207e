import streamlit as st

from ui import api

st.title("Orders")  # fault: frontend_import_draws_nothing
rows = api.orders()
st.table(rows)  # fault


def render() -> None:
    st.caption("Orders of today")
