from os import environ

import requests
import streamlit as st

BASE = environ["TODO_API"]


def finish(todo_id: int) -> None:
    _change(requests.patch, todo_id, "Marked as done", json={"done": True})


def remove(todo_id: int) -> None:
    _change(requests.delete, todo_id, "Removed")


def _change(verb, todo_id: int, message: str, **kwargs) -> None:
    """Runs as a callback, before the page is drawn again: it only leaves a message."""
    try:
        answer = verb(f"{BASE}/todos/{todo_id}", timeout=5, **kwargs)
    except requests.RequestException as exc:
        st.session_state.notice = ("error", f"API not reachable: {exc}")
        return
    if answer.ok:
        st.session_state.notice = ("success", message)
    else:
        st.session_state.notice = ("error", f"API answered {answer.status_code}: {answer.text}")


def show_notice() -> None:
    kind, text = st.session_state.pop("notice", (None, None))
    if kind == "success":
        st.success(text)
    elif kind == "error":
        st.error(text)


def render() -> None:
    st.title("Todos")
    show_notice()
    try:
        answer = requests.get(f"{BASE}/todos", timeout=5)
    except requests.RequestException as exc:
        st.error(f"API not reachable: {exc}")
        return
    if not answer.ok:
        st.error(f"Could not load the list ({answer.status_code})")
        return
    for todo in answer.json():
        text, done, gone = st.columns([6, 1, 1])
        text.write(todo["title"])
        done.button("✓", key="done-%d" % todo["id"], on_click=finish, args=(todo["id"],), disabled=todo["done"])
        gone.button("✗", key="gone-" + str(todo["id"]), on_click=remove, args=(todo["id"],))


if __name__ == "__main__":
    render()
