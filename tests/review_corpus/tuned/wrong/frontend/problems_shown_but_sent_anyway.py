import httpx
import streamlit as st

from app.settings import settings


def problems_of(entry: dict) -> list[str]:
    problems = []
    if not entry["title"].strip():
        problems.append("The title is missing.")
    if entry["pages"] < 1:
        problems.append("A book has one page at least.")
    return problems


def store(entry: dict) -> None:
    try:
        httpx.post(f"{settings.api_url}/books", json=entry).raise_for_status()
    except httpx.HTTPStatusError as exc:
        st.error(f"The library refused the book: {exc.response.text}")
    except httpx.RequestError as exc:
        st.error(f"The library cannot be reached: {exc}")
    else:
        st.success(f"{entry['title']} is in the catalogue.")


def main() -> None:
    st.title("New book")
    with st.form("book"):
        entry = {
            "title": st.text_input("Title"),
            "pages": st.number_input("Pages", step=1),
        }
        sent = st.form_submit_button("Store")  # fault
    if sent:  # fault
        for problem in problems_of(entry):  # fault
            st.warning(problem)
        store(entry)  # fault: frontend_form_validation


if __name__ == "__main__":
    main()
