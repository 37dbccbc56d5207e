"""httpx.get(url) in a docstring."""
import httpx
import streamlit as st

from ui import api


def caught(url):
    try:
        # ok: frontend_error_display
        rows = httpx.get(url).json()
    except httpx.HTTPError as error:
        st.error(f"The API does not answer: {error}")
        return
    st.table(rows)


def looked_at(url):
    # ok: frontend_error_display
    answer = httpx.post(url)
    if answer.status_code >= 400:
        st.error(answer.text)
    else:
        st.success("Saved")


def by_a_function(url):
    try:
        # ok: frontend_error_display
        api.delete_record(url, 1)
    except api.ApiError as error:
        show_problem(error)


def show_problem(error):
    st.error(error.detail)


def caught_by_the_caller(url):
    try:
        st.table(load(url))
    except httpx.HTTPError:
        st.error("No answer")


def load(url):
    # ok: frontend_error_display
    return httpx.get(url).json()


def plain(url):
    # ruleid: frontend_error_display
    st.table(httpx.get(url).json())


def caught_but_not_shown(url):
    try:
        # ruleid: frontend_error_display
        st.table(httpx.get(url).json())
    except httpx.HTTPError:
        pass


def in_the_handler(url):
    try:
        st.title("Students")
    except ValueError:
        # ruleid: frontend_error_display
        httpx.post(url)
        st.error("No")


def delete(url):
    if st.button("Delete"):
        # ruleid: frontend_error_display
        api.delete_record(url, 1)
        st.success("Deleted")


def one_of_two_callers(url):
    st.write(fetch(url))


def the_other(url):
    try:
        st.write(fetch(url))
    except httpx.HTTPError:
        st.error("No answer")


def fetch(url):
    # ruleid: frontend_error_display
    return httpx.get(url).json()


def a_status_of_ones_own(fields):
    # ok: frontend_error_display
    status, body = api.post("/books", fields)
    if status != 201:
        st.error(body["detail"])


def yes_or_no(key):
    # ok: frontend_error_display
    if api.remove(key):
        st.success("Removed")
    else:
        st.error("Still there")


def nothing_found(url):
    # ruleid: frontend_error_display
    rows = httpx.get(url).json()
    if not rows:
        st.error("There is nothing")


@contextmanager
def shown():
    try:
        yield
    except httpx.HTTPError:
        st.error("No answer")


@contextmanager
def timed():
    try:
        yield
    finally:
        st.caption("done")


def guarded(url):
    with shown():
        # ok: frontend_error_display
        st.table(httpx.get(url).json())
    with timed():
        # ruleid: frontend_error_display
        st.table(httpx.get(url).json())


def raised(url):
    try:
        # ok: frontend_error_display
        httpx.post(url).raise_for_status()
    except httpx.HTTPError as error:
        st.error(str(error))
