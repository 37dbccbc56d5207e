import requests
import streamlit as st

from app.ui.config import API_URL


def send(amount: int, reason: str) -> tuple[bool, str]:
    """Tells whether the booking succeeded and what the person should read."""
    try:
        answer = requests.post(f"{API_URL}/bookings", json={"amount": amount, "reason": reason}, timeout=5)
    except requests.RequestException:
        return False, "The service is not reachable, nothing was booked."
    if answer.ok:
        return True, f"Booking {answer.json()['id']} was stored."
    return False, f"The booking was refused ({answer.status_code})."


@st.dialog("New booking")
def booking_dialog() -> None:
    with st.form("booking", clear_on_submit=False, border=False):
        amount = st.number_input("Amount", step=1, key="booking_amount")
        reason = st.text_area("Reason", key="booking_reason")
        submitted = st.form_submit_button("Book")
    if not submitted:
        return
    if amount <= 0 or not reason.strip():
        st.warning("A booking needs an amount above zero and a reason.")
        return
    done, text = send(int(amount), reason.strip())
    (st.success if done else st.error)(text)


def page() -> None:
    st.subheader("Bookings")
    if st.button("Book …", key="open_dialog"):
        booking_dialog()


if __name__ == "__main__":
    page()
