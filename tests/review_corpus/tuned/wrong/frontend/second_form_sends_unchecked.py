import requests
import streamlit as st

from app.ui.settings import API_URL


def send(method: str, path: str, body: dict) -> bool:
    try:
        requests.request(method, API_URL + path, json=body, timeout=5).raise_for_status()
    except requests.RequestException as error:
        st.error(f"Not saved: {error}")
        return False
    return True


def valid(title: str, price: float) -> bool:
    if not title.strip():
        st.warning("A title is needed.")
        return False
    if price <= 0:
        st.warning("The price must be above zero.")
        return False
    return True


def new_article() -> None:
    with st.form("new_article"):
        title = st.text_input("Title", key="new_title")
        price = st.number_input("Price", key="new_price")
        submitted = st.form_submit_button("Create")
    if submitted and valid(title, price):
        if send("POST", "/articles", {"title": title, "price": price}):
            st.success("The article was created.")


def edit_article() -> None:
    with st.form("edit_article"):  # fault
        number = st.text_input("Article number", key="edit_number")
        title = st.text_input("Title", key="edit_title")
        price = st.number_input("Price", key="edit_price")
        submitted = st.form_submit_button("Validate and save")  # fault
    if submitted:  # fault
        if send("PUT", f"/articles/{number}", {"title": title, "price": price}):  # fault: frontend_form_validation
            st.success("The article was changed.")


def main() -> None:
    st.title("Articles")
    new_article()
    edit_article()


if __name__ == "__main__":
    main()
