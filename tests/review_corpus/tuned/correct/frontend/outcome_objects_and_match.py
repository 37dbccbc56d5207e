from dataclasses import dataclass
from typing import Any

import requests
import streamlit as st

from app.settings import settings


@dataclass(frozen=True)
class Done:
    body: Any


@dataclass(frozen=True)
class Failed:
    reason: str


def call(verb: str, path: str, **kwargs: Any) -> Done | Failed:
    try:
        answer = requests.request(verb, f"{settings.api_url}{path}", timeout=5, **kwargs)
    except requests.RequestException as exc:
        return Failed(f"no connection ({type(exc).__name__})")
    if answer.status_code >= 400:
        return Failed(f"refused with {answer.status_code}")
    return Done(answer.json() if answer.content else None)


def rename(dog: dict, name: str) -> None:
    match call("put", f"/dogs/{dog['id']}", json={"name": name}):
        case Failed(reason):
            st.error(f"{dog['name']} keeps the name: {reason}")
        case Done():
            st.success(f"{dog['name']} is called {name} now.")


def main() -> None:
    st.title("Dogs")
    outcome = call("get", "/dogs")
    if isinstance(outcome, Failed):
        st.error(f"The dogs cannot be listed: {outcome.reason}")
        return
    for number, dog in enumerate(outcome.body):
        with st.form(f"dog_{number}"):
            name = st.text_input("Name", dog["name"], key=f"name_{number}").strip()
            sent = st.form_submit_button("Rename")
        if sent and len(name) < 2:
            st.warning("A name has two letters at least.")
        elif sent:
            rename(dog, name)


if __name__ == "__main__":
    main()
