import requests
import streamlit as st

from ui.env import api_url


def main():
    st.title("Upload")
    with st.form("upload"):
        upload = st.file_uploader("A file", type=["csv"])
        go = st.form_submit_button("Send")
    if not go:
        st.stop()
    if upload is None:
        st.error("Choose a file first")
        st.stop()
    r = requests.post(api_url("/files"), files={"file": upload}, timeout=60)
    if not r.ok:
        st.error(f"Refused: {r.json().get('detail')}")
        st.stop()
    st.success("Sent")


if __name__ == "__main__":
    main()
