import requests
import streamlit as st
from pydantic import BaseModel, Field, ValidationError

from app.settings import settings


class SignupIn(BaseModel):
    username: str = Field(min_length=3, max_length=30)
    age: int = Field(ge=16)


FIELDS = (("username", "User name"), ("city", "City"))


def sign_up() -> None:
    with st.form("signup"):
        # "password" is asked for later, by mail; nothing is stored here
        username = st.text_input("User name", key="signup_username")
        age = st.number_input("Age", 0, 120, 18, key="signup_age")
        if not st.form_submit_button("Sign up"):
            return
    try:
        data = SignupIn(username=username.strip(), age=int(age))
    except ValidationError as exc:
        for err in exc.errors():
            st.error(f"{err['loc'][0]}: {err['msg']}")
        return
    try:
        reply = requests.post(f"{settings.api_url}/signups", json=data.model_dump(), timeout=8)
    except requests.Timeout:
        st.error("The service did not answer in time.")
    except requests.RequestException:
        st.error("The service is not available right now.")
    else:
        match reply.status_code:
            case 200 | 201:
                st.success(f"Welcome, {data.username}!")
                st.balloons()
            case 409:
                st.error("This user name is taken.")
            case code:
                st.error(f"Sign-up failed ({code}).")


def run() -> None:
    st.title("Join us")
    for name, label in FIELDS:
        st.checkbox(f"Show my {label.lower()} to others", key=f"visible_{name}")
    sign_up()


if __name__ == "__main__":
    run()
