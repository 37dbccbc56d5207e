import httpx
import streamlit as st


def fetch(client: httpx.Client, path: str) -> list[dict]:
    try:
        answer = client.get(path)
        answer.raise_for_status()
    except httpx.HTTPError:
        show_problem(f"{path} cannot be read")
        return []
    return answer.json()


def show_problem(text: str) -> None:
    st.error(text, icon="⚠")


def chart(client: httpx.Client) -> None:
    rows = fetch(client, "/sales")
    if rows:
        st.bar_chart(rows, x="month", y="total")
    else:
        st.info("Nothing sold yet.")
