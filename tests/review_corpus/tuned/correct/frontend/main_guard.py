import streamlit as st

from ui.pages import home, orders


def main() -> None:
    st.set_page_config(page_title="Shop")
    choice = st.sidebar.radio("Page", ["Home", "Orders"], key="page")
    pages = {"Home": home.render, "Orders": orders.render}
    pages[choice]()


if __name__ == "__main__":
    main()
