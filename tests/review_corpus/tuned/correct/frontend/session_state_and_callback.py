import streamlit as st

from ui.api import ApiProblem, client


def _save() -> None:
    name = st.session_state["tag_name"].strip()
    if not name:
        st.session_state["tag_error"] = "A tag needs a name."
        return
    try:
        client.create_tag(name)
    except ApiProblem as problem:
        st.session_state["tag_error"] = problem.detail
    else:
        st.session_state["tag_notice"] = f"{name} was added."


def render() -> None:
    if notice := st.session_state.pop("tag_notice", None):
        st.success(notice)
    if error := st.session_state.pop("tag_error", None):
        st.error(error)
    with st.form("tag"):
        st.text_input("Name", key="tag_name")
        st.form_submit_button("Add", on_click=_save)
