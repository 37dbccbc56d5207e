import streamlit as st

from ui.http import api


def render():
    new, old = st.tabs(["New", "All"])
    with new:
        _form()
    with old:
        _list()


def _form():
    with st.form("team_form", clear_on_submit=True):
        name = st.text_input("Name", key="team_form_name")
        if not st.form_submit_button("Create team"):
            return
    name = name.strip()
    if not name or len(name) > 40:
        st.error("Between 1 and 40 characters, please.")
        return
    response = api.post("/teams", json={"name": name})
    if response.status_code == 201:
        st.success(f"Team {name} exists now.")
    elif response.status_code == 409:
        st.error("There is such a team.")
    else:
        st.error("That did not work.")


def _list():
    response = api.get("/teams")
    if response.status_code != 200:
        st.error("Teams cannot be shown.")
        return
    st.dataframe(response.json())
