"""st.title("in a docstring")"""
import httpx
import streamlit as st
from streamlit import write


# ok: frontend_import_draws_nothing
@st.cache_data(ttl=30)
def load():
    return []


def render():
    # ok: frontend_import_draws_nothing
    st.title("Students")
    with st.form("a"):
        # ok: frontend_import_draws_nothing
        st.text_input("Name")


class Page:
    def draw(self):
        # ok: frontend_import_draws_nothing
        st.table(load())


# ruleid: frontend_import_draws_nothing
st.title("Students")
for row in load():
    # ruleid: frontend_import_draws_nothing
    st.write(row)
# ruleid: frontend_import_draws_nothing
NAME = st.text_input("Name")
if NAME:
    # ruleid: frontend_import_draws_nothing
    write(NAME)
if __name__ == "__main__":
    # ok: frontend_import_draws_nothing
    st.write("started")


def rows():
    return httpx.get(URL).json()


# ruleid: frontend_import_draws_nothing
def table(found=rows()):
    st.table(found)


# ruleid: frontend_import_draws_nothing
table()
# ruleid: frontend_import_draws_nothing
LOADED = httpx.get(URL)


class Page:
    def __call__(self):
        st.title("Page")


page = Page()
# ruleid: frontend_import_draws_nothing
page()
