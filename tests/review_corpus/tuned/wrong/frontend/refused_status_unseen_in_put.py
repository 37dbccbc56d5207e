import requests
import streamlit as st

from app.settings import settings


def call(verb: str, path: str, **kwargs) -> requests.Response | None:
    try:
        return requests.request(verb, settings.api_url + path, timeout=5, **kwargs)
    except requests.RequestException as exc:
        st.error(f"The stock service cannot be reached: {exc}")
        return None


def load() -> list[dict]:
    answer = call("GET", "/stock")
    if answer is None:
        return []
    if not answer.ok:
        st.error(f"The stock could not be loaded ({answer.status_code}).")
        return []
    return answer.json()


def recount(item: dict, count: int) -> None:  # fault
    answer = call("PUT", f"/stock/{item['id']}", json={"count": count})  # fault: frontend_error_display
    if answer is not None and answer.status_code < 400:  # fault
        st.success(f"{item['name']}: {count} pieces.")


def write_off(item: dict) -> None:
    answer = call("DELETE", f"/stock/{item['id']}")
    if answer is None:
        return
    if answer.ok:
        st.success(f"{item['name']} is written off.")
    else:
        st.error(f"{item['name']} was not written off ({answer.status_code}).")


def main() -> None:
    st.title("Stock")
    for item in load():
        count = st.number_input(item["name"], value=item["count"], min_value=0, key=f"count-{item['id']}")
        if st.button("Recount", key=f"recount-{item['id']}"):
            recount(item, int(count))
        if st.button("Write off", key=f"off-{item['id']}"):
            write_off(item)


if __name__ == "__main__":
    main()
