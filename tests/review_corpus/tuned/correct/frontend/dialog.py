import httpx
import streamlit as st

from ui.config import settings


@st.dialog("New note")
def new_note() -> None:
    with st.form("new_note", border=False):
        text = st.text_area("Text", max_chars=500)
        pressed = st.form_submit_button("Keep")
    if pressed and not text.strip():
        st.error("Please write something.")
    elif pressed:
        try:
            httpx.post(f"{settings.api_url}/notes", json={"text": text}).raise_for_status()
        except httpx.HTTPStatusError as error:
            st.error(error.response.json()["detail"])
        except httpx.TransportError:
            st.error("The service does not answer.")
        else:
            st.toast("Kept.")
            st.rerun()


def render() -> None:
    if st.button("New note"):
        new_note()
