import requests
import streamlit as st


def load(base: str) -> list:
    try:
        answer = requests.get(f"{base}/orders", timeout=3)  # fault
        answer.raise_for_status()
    except requests.RequestException as error:  # fault: frontend_error_display
        print("orders:", error)
        return []
    return answer.json()


def render(base: str) -> None:
    st.dataframe(load(base))
