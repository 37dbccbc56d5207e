from collections.abc import Iterator
from contextlib import contextmanager

import requests
import streamlit as st
from pydantic import BaseModel, EmailStr, Field, ValidationError

from app.ui.settings import get_settings


class Profile(BaseModel):
    email: EmailStr
    city: str = Field(min_length=1, max_length=80)


@contextmanager
def shown_errors(what: str) -> Iterator[None]:
    """Shows what went wrong and ends the run; nothing below is drawn."""
    try:
        yield
    except requests.HTTPError as error:
        st.error(f"{what}: the service answered {error.response.status_code}.")
        st.stop()
    except requests.RequestException:
        st.error(f"{what}: the service is not reachable.")
        st.stop()


def render(user_id: int) -> None:
    url = f"{get_settings().api_url}/users/{user_id}/profile"
    with shown_errors("Profile not loaded"):
        answer = requests.get(url, timeout=5)
        answer.raise_for_status()
    stored = answer.json()
    with st.form(key=f"profile_{user_id}"):
        email = st.text_input("E-mail", stored["email"])
        city = st.text_input("City", stored["city"])
        submitted = st.form_submit_button("Save")
    if submitted:
        try:
            profile = Profile(email=email, city=city)
        except ValidationError as error:
            st.error("; ".join(detail["msg"] for detail in error.errors()))
            st.stop()
        with shown_errors("Profile not saved"):
            requests.put(url, json=profile.model_dump(), timeout=5).raise_for_status()
        st.success("Your profile was saved.")


if __name__ == "__main__":
    render(int(st.query_params.get("user", "0")))
