import httpx
import streamlit as st

from app.settings import settings


def done(message: str) -> None:  # fault
    st.success(message)  # fault: frontend_success_feedback
    st.rerun()  # fault


def api(method: str, path: str) -> httpx.Response | None:
    try:
        answer = httpx.request(method, f"{settings.api_url}{path}")
        answer.raise_for_status()
    except httpx.HTTPStatusError as exc:
        st.error(f"Refused: {exc.response.status_code}")
        return None
    except httpx.RequestError as exc:
        st.error(f"No connection: {exc}")
        return None
    return answer


def subscriber_row(person: dict) -> None:
    st.write(person["email"])
    if st.button("Remove", key=f"remove-{person['id']}"):
        if api("DELETE", f"/subscribers/{person['id']}"):
            done(f"{person['email']} is removed.")  # fault


def main() -> None:
    st.title("Subscribers")
    listing = api("GET", "/subscribers")
    if listing is None:
        return
    for person in listing.json():
        subscriber_row(person)


if __name__ == "__main__":
    main()
