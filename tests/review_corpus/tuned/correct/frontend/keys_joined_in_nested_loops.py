import httpx
import streamlit as st

from app.settings import settings

DAYS = ("Monday", "Tuesday", "Wednesday")
SLOTS = ("morning", "noon", "evening")


def key_of(*parts: str) -> str:
    return "-".join(("shift", *parts))


def grid() -> list[dict]:
    chosen = []
    for day, column in zip(DAYS, st.columns(len(DAYS))):
        with column:
            st.subheader(day)
            chosen += [
                {"day": day, "slot": slot}
                for slot in SLOTS
                if st.checkbox(slot, key=key_of(day, slot))
            ]
    return chosen


def save(person: str, shifts: list[dict]) -> None:
    try:
        answer = httpx.put(f"{settings.api_url}/shifts/{person}", json=shifts)
        answer.raise_for_status()
    except httpx.HTTPStatusError as exc:
        st.error(f"The shifts were refused: {exc.response.text}")
    except httpx.HTTPError as exc:
        st.error(f"The server could not be reached: {exc}")
    else:
        st.toast(f"{len(shifts)} shifts saved for {person}.")


def show() -> None:
    st.title("Shifts")
    with st.form("shifts"):
        person = st.text_input("Your initials", max_chars=3)
        shifts = grid()
        sent = st.form_submit_button("Save")
    match sent, person.strip().upper(), shifts:
        case False, _, _:
            st.caption("Nothing is stored before you press Save.")
        case True, "", _:
            st.warning("Please enter your initials.")
        case True, _, []:
            st.warning("Please choose a shift.")
        case True, initials, _:
            save(initials, shifts)


if __name__ == "__main__":
    show()
