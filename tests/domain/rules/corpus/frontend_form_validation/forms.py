"""with st.form("in a docstring"): nothing."""
import httpx
import streamlit as st

from ui import api


def checked_in_the_condition(url):
    # ok: frontend_form_validation
    with st.form("a"):
        name = st.text_input("Name")
        sent = st.form_submit_button("Save")
    if sent and name.strip():
        # ok: frontend_form_validation
        httpx.post(url, json={"name": name})


def checked_by_leaving(url):
    with st.form("b"):
        name = st.text_input("Name")
        sent = st.form_submit_button("Save")
    if not sent:
        return
    problems = validate(name)
    if problems:
        st.error(problems)
        return
    # ok: frontend_form_validation
    api.create_record(url, {"name": name})


def checked_by_the_caller(url):
    with st.form("c"):
        name = st.text_input("Name")
        sent = st.form_submit_button("Save")
    if sent:
        if not name:
            st.error("Name is missing")
        else:
            save(url, name)


def save(url, name):
    # ok: frontend_form_validation
    api.create_record(url, {"name": name})


def validate(name): ...


def unchecked(url):
    with st.form("d"):
        name = st.text_input("Name")
        sent = st.form_submit_button("Save")
    if sent:
        # ruleid: frontend_form_validation
        httpx.post(url, json={"name": name})


def unchecked_directly(url):
    with st.form("e"):
        name = st.text_input("Name")
        if st.form_submit_button("Save"):
            # ruleid: frontend_form_validation
            api.create_record(url, {"name": name})


def only_left_without_button(url):
    with st.form("f"):
        name = st.text_input("Name")
        sent = st.form_submit_button("Save")
    if not sent:
        return
    # ruleid: frontend_form_validation
    httpx.put(url, json={"name": name})


def no_button():
    # ruleid: frontend_form_validation
    with st.form("g"):
        st.text_input("Name")


def unchecked_behind_a_function(url):
    with st.form("h"):
        name = st.text_input("Name")
        if st.form_submit_button("Save"):
            # ruleid: frontend_form_validation
            send(url, name)


def send(url, name):
    httpx.patch(url, json={"name": name})


def shown_but_sent_anyway(url):
    with st.form("i"):
        name = st.text_input("Name")
        sent = st.form_submit_button("Save")
    if sent:
        for problem in problems_of(name):
            st.warning(problem)
        # ruleid: frontend_form_validation
        httpx.post(url, json={"name": name})


def by_match(url):
    with st.form("j"):
        name = st.text_input("Name")
        sent = st.form_submit_button("Save")
    match sent, name.strip():
        case True, "":
            st.warning("The name is missing")
        case True, given:
            # ok: frontend_form_validation
            httpx.post(url, json={"name": given})


def sent_by_its_own_condition(url):
    with st.form("k"):
        name = st.text_input("Name")
        sent = st.form_submit_button("Save")
    if sent:
        # ruleid: frontend_form_validation
        if httpx.post(url, json={"name": name}).is_success:
            st.success("Saved")


def by_a_model(url):
    with st.form("l"):
        name = st.text_input("Name")
        sent = st.form_submit_button("Save")
    if sent:
        try:
            tag = Tag(name=name)
        except ValidationError as error:
            st.error(str(error))
            st.stop()
        # ok: frontend_form_validation
        httpx.post(url, json=tag.model_dump())
