import os

import httpx
import streamlit as st


def api() -> httpx.Client:
    return httpx.Client(base_url=os.environ["API_URL"], timeout=10)


def cancel(order_id: int) -> None:
    with api() as client:
        answer = client.delete(f"/orders/{order_id}")
    match answer.status_code:
        case 204:
            st.success("Order cancelled")
        case 404:
            st.warning("There is no such order any more")
        case _:
            st.error("The order is still there")


def render() -> None:
    number = st.number_input("Order", min_value=1, key="order")
    if st.button("Cancel", key="cancel"):
        cancel(int(number))
