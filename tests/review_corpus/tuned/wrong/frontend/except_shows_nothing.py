import streamlit as st

from ui.api import client


def render() -> None:
    with st.form("car"):
        plate = st.text_input("Plate")
        sent = st.form_submit_button("Register")
    if not sent:
        return
    if len(plate) < 4:
        st.error("A plate has four characters at least.")
        return
    try:
        client.create_car(plate=plate)  # fault: frontend_error_display
    except ConnectionError:  # fault
        return
    st.success("Registered.")
