import os

import requests
import streamlit as st

API_URL = os.environ["API_URL"]


def send(method: str, path: str, **kwargs) -> requests.Response | None:
    try:
        response = requests.request(method, API_URL + path, timeout=5, **kwargs)
        response.raise_for_status()
        return response
    except requests.RequestException as exc:
        st.error(f"Request failed: {exc}")
        return None


def create_form() -> None:
    with st.form("create_post", clear_on_submit=True):
        title = st.text_input("Title")
        body = st.text_area("Text")
        if st.form_submit_button("Publish"):
            if not title.strip() or not body.strip():
                st.warning("Title and text are required.")
            elif send("POST", "/posts", json={"title": title.strip(), "body": body.strip()}):
                st.success("Published.")


def edit_form(post: dict) -> None:  # fault
    with st.form(f"edit_post_{post['id']}"):  # fault
        title = st.text_input("Title", value=post["title"])
        body = st.text_area("Text", value=post["body"])
        submitted = st.form_submit_button("Save")  # fault
    if submitted:  # fault
        payload = {"title": title, "body": body}  # fault
        if send("PUT", f"/posts/{post['id']}", json=payload):  # fault: frontend_form_validation
            st.success("Saved.")


def main() -> None:
    st.title("Blog")
    create_form()
    response = send("GET", "/posts")
    for post in response.json() if response is not None else []:
        with st.expander(post["title"]):
            edit_form(post)


if __name__ == "__main__":
    main()
