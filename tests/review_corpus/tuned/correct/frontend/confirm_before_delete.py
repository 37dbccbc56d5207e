import os

import requests
import streamlit as st

URL = os.environ["API_URL"].rstrip("/")


def delete_button(item):
    key = f"delete_{item['id']}"
    if st.button("Delete", key=key):
        st.session_state["confirm"] = item["id"]
    if st.session_state.get("confirm") == item["id"]:
        st.warning("Really?")
        if st.button("Yes", key=f"yes_{item['id']}"):
            try:
                requests.delete(f"{URL}/items/{item['id']}", timeout=5).raise_for_status()
            except requests.HTTPError as e:
                st.error(f"Could not delete: {e.response.status_code}")
                return
            except requests.ConnectionError:
                st.error("No connection")
                return
            del st.session_state["confirm"]
            st.session_state["message"] = "Deleted"
            st.rerun()
