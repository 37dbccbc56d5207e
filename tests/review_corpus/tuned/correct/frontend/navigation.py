import streamlit as st

from ui.pages import books, members


def build() -> None:
    pages = [
        st.Page(books.render, title="Books", url_path="books"),
        st.Page(members.render, title="Members", url_path="members"),
    ]
    st.navigation(pages).run()


if __name__ == "__main__":
    build()
