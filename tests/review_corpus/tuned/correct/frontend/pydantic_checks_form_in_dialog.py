import httpx
import streamlit as st
from pydantic import BaseModel, Field, ValidationError

from app.settings import get_settings


class Booking(BaseModel):
    guest: str = Field(min_length=2)
    seats: int = Field(ge=1, le=8)


def client() -> httpx.Client:
    settings = get_settings()
    token = settings.api_token.get_secret_value()
    return httpx.Client(base_url=settings.api_url, headers={"Authorization": f"Bearer {token}"})


def post(booking: Booking) -> str | None:
    """What went wrong, in words, or None."""
    try:
        with client() as http:
            answer = http.post("/bookings", json=booking.model_dump())
    except httpx.RequestError:
        return "There is no connection to the restaurant."
    return None if answer.is_success else f"The restaurant refused: {answer.text}"


@st.dialog("Book a table")
def book() -> None:
    with st.form("booking"):
        fields = {"guest": st.text_input("Name"), "seats": st.number_input("Seats", step=1, value=2)}
        sent = st.form_submit_button("Book")
    if not sent:
        return
    try:
        booking = Booking(**fields)
    except ValidationError as exc:
        for problem in exc.errors():
            st.error(f"{problem['loc'][0]}: {problem['msg']}")
        return
    if problem := post(booking):
        st.error(problem)
        return
    st.session_state["booked"] = f"A table for {booking.seats} is booked."
    st.rerun()


def page() -> None:
    if "booked" in st.session_state:
        st.success(st.session_state.pop("booked"))
    if st.button("Book a table"):
        book()


if __name__ == "__main__":
    page()
