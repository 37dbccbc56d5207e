import logging

import httpx
import streamlit as st

from app.ui.settings import get_settings

logger = logging.getLogger(__name__)


class StockApi:
    def __init__(self, base_url: str) -> None:
        self.client = httpx.Client(base_url=base_url, timeout=5)

    def levels(self) -> list[dict]:
        try:
            answer = self.client.get("/levels")  # fault
            answer.raise_for_status()
        except httpx.HTTPError as error:  # fault
            logger.error("the stock levels could not be loaded: %s", error)  # fault: frontend_error_display
            return []  # fault
        return answer.json()

    def book(self, article: str, amount: int) -> bool:
        try:
            answer = self.client.post("/bookings", json={"article": article, "amount": amount})
            answer.raise_for_status()
        except httpx.HTTPError as error:
            logger.error("booking failed: %s", error)
            st.error("The booking was not stored.")
            return False
        return True


def render() -> None:
    api = StockApi(get_settings().stock_url)
    st.title("Stock")
    with st.form("booking"):
        article = st.text_input("Article")
        amount = st.number_input("Amount", step=1)
        submitted = st.form_submit_button("Book")
    if submitted:
        if not article.strip() or amount == 0:
            st.error("An article and an amount are needed.")
        elif api.book(article.strip(), int(amount)):
            st.success("The booking was stored.")
    st.dataframe(api.levels())


if __name__ == "__main__":
    render()
