import os

import requests
import streamlit as st


@st.cache_resource
def session() -> requests.Session:
    found = requests.Session()
    found.auth = ("admin", "s3same-Open!")  # fault: frontend_no_credentials
    return found


def render() -> None:
    try:
        answer = session().get(os.environ["API_URL"] + "/reports", timeout=5)
        answer.raise_for_status()
    except requests.RequestException:
        st.error("No reports.")
        return
    st.table(answer.json())
