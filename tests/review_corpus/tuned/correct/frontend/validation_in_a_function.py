import streamlit as st

from ui import api


def validate(title: str, year: int) -> dict[str, str]:
    errors = {}
    if not 1 <= len(title) <= 200:
        errors["title"] = "Between 1 and 200 characters."
    if year < 1450:
        errors["year"] = "Nobody printed books then."
    return errors


def book_form() -> None:
    with st.form("book", clear_on_submit=True):
        title = st.text_input("Title", key="book_title")
        year = st.number_input("Year", value=2000, step=1, key="book_year")
        ok = st.form_submit_button("Create book")
    if not ok:
        return
    if errors := validate(title, int(year)):
        for field, message in errors.items():
            st.error(f"{field}: {message}")
        return
    status, body = api.post("/books", {"title": title, "year": int(year)})
    if status != 201:
        st.error(body["detail"])
        return
    st.success(f"Book {body['id']} created.")
