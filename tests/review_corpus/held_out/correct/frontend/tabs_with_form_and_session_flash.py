import os

import requests
import streamlit as st

API_URL = os.environ["API_URL"]


def call(method: str, path: str, **kwargs):
    try:
        response = requests.request(method, f"{API_URL}{path}", timeout=5, **kwargs)
        response.raise_for_status()
    except requests.HTTPError as exc:
        st.error(f"The server refused the request ({exc.response.status_code}): {exc.response.text}")
    except requests.RequestException as exc:
        st.error(f"The server cannot be reached: {exc}")
    else:
        return (response.json() if response.content else None), True
    return None, False


def create_tab() -> None:
    with st.form("create_item", clear_on_submit=False):
        name = st.text_input("Name")
        price = st.number_input("Price", min_value=0.01, step=0.5)
        submitted = st.form_submit_button("Create")
    if submitted:
        if not name.strip():
            st.warning("Please enter a name.")
        elif call("POST", "/items", json={"name": name.strip(), "price": price})[1]:
            st.session_state["flash"] = f"Created {name.strip()}"
            st.rerun()


def list_tab() -> None:
    items, ok = call("GET", "/items")
    if not ok:
        return
    for item in items:
        left, right = st.columns([4, 1])
        left.write(item["name"])
        if right.button("Delete", key=f"delete_{item['id']}"):
            if call("DELETE", f"/items/{item['id']}")[1]:
                st.session_state["flash"] = f"Deleted {item['name']}"
                st.rerun()


def main() -> None:
    st.title("Items")
    if message := st.session_state.pop("flash", None):
        st.success(message)
    tab_list, tab_create = st.tabs(["All items", "New item"])
    with tab_list:
        list_tab()
    with tab_create:
        create_tab()


if __name__ == "__main__":
    main()
