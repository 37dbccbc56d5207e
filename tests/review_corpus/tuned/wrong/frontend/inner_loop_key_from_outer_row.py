import httpx
import streamlit as st

from app.ui.client import api_client


def load_orders() -> list[dict]:
    try:
        with api_client() as client:
            return client.get("/orders", params={"state": "open"}).raise_for_status().json()
    except httpx.HTTPStatusError as error:
        st.error(f"The orders were refused ({error.response.status_code}).")
    except httpx.TransportError:
        st.error("The order service is not reachable.")
    return []


def cancel(order: dict) -> None:
    try:
        with api_client() as client:
            client.delete(f"/orders/{order['id']}").raise_for_status()
    except httpx.HTTPError as error:
        st.error(f"Order {order['id']} was not cancelled: {error}")
    else:
        st.success(f"Order {order['id']} was cancelled.")


class OrderPage:
    def draw_lines(self, order: dict) -> None:
        for line in order["lines"]:
            st.checkbox(f"{line['amount']} × {line['article']}", key=f"picked-{order['id']}")  # fault: frontend_widget_keys

    def render(self) -> None:
        st.title("Open orders")
        for order in load_orders():
            with st.expander(order["customer"]):
                self.draw_lines(order)
                if st.button("Cancel", key=f"cancel-{order['id']}"):
                    cancel(order)


if __name__ == "__main__":
    OrderPage().render()
