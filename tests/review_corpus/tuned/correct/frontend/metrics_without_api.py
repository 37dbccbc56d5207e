import streamlit as st


def dashboard(figures):
    columns = st.columns(len(figures))
    for column, (name, value) in zip(columns, figures.items()):
        column.metric(name, f"{value:,}")
    with st.expander("Details"):
        st.json(figures)
