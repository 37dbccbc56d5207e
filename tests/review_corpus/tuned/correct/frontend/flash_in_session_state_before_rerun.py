import requests
import streamlit as st

from app.config import get_config

FLASH = "tasks_flash"


def send(method: str, path: str, body: dict | None = None) -> requests.Response | None:
    """The answer, or None once the person has read why there is none."""
    try:
        answer = requests.request(method, get_config().api_base + path, json=body, timeout=5)
    except requests.RequestException as exc:
        st.error(f"The task server cannot be reached: {exc}")
        return None
    if answer.ok:
        return answer
    st.error(f"The task server refused: {answer.status_code} {answer.text}")
    return None


def finish(message: str) -> None:
    st.session_state[FLASH] = message
    st.rerun()


def row(task: dict) -> None:
    label, done, gone = st.columns([6, 1, 1])
    label.write(task["title"])
    if done.button("Done", key=f"done-{task['id']}", disabled=task["done"]):
        if send("PATCH", f"/tasks/{task['id']}", {"done": True}) is not None:
            finish("The task is done.")
    if gone.button("Delete", key=f"gone-{task['id']}"):
        if send("DELETE", f"/tasks/{task['id']}") is not None:
            finish("The task is deleted.")


def main() -> None:
    st.header("Tasks")
    if message := st.session_state.pop(FLASH, None):
        st.success(message)
    answer = send("GET", "/tasks")
    if answer is None:
        st.stop()
    for task in answer.json():
        row(task)


if __name__ == "__main__":
    main()
