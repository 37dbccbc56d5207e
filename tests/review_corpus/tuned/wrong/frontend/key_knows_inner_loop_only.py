import requests
import streamlit as st

from app.settings import settings

ROOMS = ("North", "South")
HOURS = range(8, 18)


def book(room: str, hour: int) -> None:
    try:
        answer = requests.post(f"{settings.api_url}/bookings", json={"room": room, "hour": hour}, timeout=5)
        answer.raise_for_status()
    except requests.HTTPError as exc:
        st.error(f"{room} at {hour} was refused: {exc}")
    except requests.RequestException as exc:
        st.error(f"The booking service is away: {exc}")
    else:
        st.success(f"{room} is yours at {hour}.")


def cell(column, room: str, hour: int) -> None:  # fault
    if column.button(f"{room} {hour}:00", key=f"book_{hour}"):  # fault: frontend_widget_keys
        book(room, hour)


def main() -> None:
    st.title("Rooms")
    for room, column in zip(ROOMS, st.columns(len(ROOMS))):
        column.text_input("Remark", key=f"remark_{room}")
        for hour in HOURS:
            cell(column, room, hour)  # fault


if __name__ == "__main__":
    main()
