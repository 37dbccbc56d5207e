"""httpx.get(url) in a docstring."""
import httpx
import streamlit as st

from ui import api


def caught(url):
    try:
        # ok: frontend_error_display
        rows = httpx.get(url).raise_for_status().json()
    except httpx.HTTPError as error:
        st.error(f"The API does not answer: {error}")
        return
    st.table(rows)


def looked_at(url):
    try:
        # ok: frontend_error_display
        answer = httpx.post(url)
    except httpx.HTTPError:
        st.error("No answer")
        return
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
    return httpx.get(url).raise_for_status().json()


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
        st.table(httpx.get(url).raise_for_status().json())
    with timed():
        # ruleid: frontend_error_display
        st.table(httpx.get(url).json())


def refused_and_not_shown(url):
    try:
        # ruleid: frontend_error_display
        answer = httpx.put(url)
    except httpx.HTTPError:
        st.error("No answer")
        return
    st.write(answer.json())


def call(verb, url):
    try:
        # ok: frontend_error_display
        return httpx.request(verb, url)
    except httpx.RequestError:
        st.error("No answer")
        return None


def looks(url):
    answer = call("GET", url)
    if answer is None:
        return
    if not answer.is_success:
        st.error(answer.text)


def looks_away(url):
    # ruleid: frontend_error_display
    answer = call("PUT", url)
    if answer is not None and answer.status_code < 400:
        st.success("Saved")


def says_why(url):
    try:
        # ok: frontend_error_display
        answer = httpx.get(url)
    except httpx.RequestError as error:
        return Failed(str(error))
    if answer.is_error:
        return Failed(answer.text)
    return Done(answer.json())


def told(url):
    match says_why(url):
        case Failed(reason):
            st.error(reason)
        case Done(body):
            st.table(body)


def reported(function):
    def wrapper(*args):
        try:
            return function(*args)
        except httpx.HTTPError as error:
            st.error(str(error))

    return wrapper


@reported
def by_a_decorator(url):
    # ok: frontend_error_display
    st.table(httpx.get(url).raise_for_status().json())


def only_for_the_log(url):
    try:
        # ruleid: frontend_error_display
        httpx.post(url).raise_for_status()
    except httpx.HTTPError:
        logger.error("no answer")
        return
    st.success("Saved")
