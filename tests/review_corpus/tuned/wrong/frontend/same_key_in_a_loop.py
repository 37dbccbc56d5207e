import streamlit as st

from ui import api


def render() -> None:
    for person in api.people():
        st.write(person["name"])
        if st.button("Remove", key="remove"):  # fault: frontend_widget_keys
            if api.remove(person["id"]):
                st.success("Removed.")
            else:
                st.error("Still there.")
