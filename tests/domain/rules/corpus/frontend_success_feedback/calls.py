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
