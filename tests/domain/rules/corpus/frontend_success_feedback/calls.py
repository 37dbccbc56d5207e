"""httpx.post(url) in a docstring."""
import httpx
import streamlit as st

from ui import api, state


def said(url):
    # ok: frontend_success_feedback
    httpx.post(url)
    st.success("Saved")


def kept_for_the_next_run(url):
    try:
        # ok: frontend_success_feedback
        api.update_record(url, 1, {})
    except api.ApiError as error:
        st.error(str(error))
        return
    state.leave_notice("page", "Saved")
    st.rerun()


def in_the_session(url):
    # ok: frontend_success_feedback
    api.delete_record(url, 1)
    st.session_state["message"] = "Deleted"
    st.rerun()


def reads_only(url):
    # ok: frontend_success_feedback
    st.table(httpx.get(url).json())


def silent(url):
    st.title("Students")
    # ruleid: frontend_success_feedback
    httpx.post(url)


def only_the_failure(url):
    try:
        # ruleid: frontend_success_feedback
        api.create_record(url, {})
    except api.ApiError as error:
        st.error(str(error))


def said_before(url):
    st.success("Saved")
    # ruleid: frontend_success_feedback
    httpx.put(url)


def said_in_the_handler(url):
    try:
        # ruleid: frontend_success_feedback
        api.delete_record(url, 1)
    except api.ApiError:
        st.toast("It did not work")


def only_rerun(url):
    # ruleid: frontend_success_feedback
    api.delete_record(url, 1)
    st.rerun()


def wiped(url):
    httpx.post(url)
    # ruleid: frontend_success_feedback
    st.success("Saved")
    st.rerun()


NOTICE = "students_flash"


def kept(url):
    # ok: frontend_success_feedback
    httpx.post(url)
    st.session_state[NOTICE] = "Saved"
    st.rerun()


def stays(url):
    # ok: frontend_success_feedback
    httpx.post(url)
    st.toast("Saved")
    st.rerun()


def by_verb(verb, url):
    return httpx.request(verb, url)


def removed(url):
    st.title("Remove")
    # ruleid: frontend_success_feedback
    by_verb("DELETE", url)


def removed_and_told(url):
    # ok: frontend_success_feedback
    by_verb("DELETE", url)
    st.success("Removed")


def refresh():
    st.session_state.pop("rows", None)
    st.rerun()


def wiped_by_a_helper(url):
    httpx.post(url)
    # ruleid: frontend_success_feedback
    st.success("Saved")
    refresh()


def one_of_two(url):
    # ok: frontend_success_feedback
    done = httpx.post(url).is_success
    (st.success if done else st.error)("As you see")
