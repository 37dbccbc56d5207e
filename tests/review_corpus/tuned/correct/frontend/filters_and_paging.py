import pandas as pd
import streamlit as st

from ui.client import fetch_page
from ui.problems import ApiError

SIZES = (10, 25, 50)


def render() -> None:
    st.header("Customers")
    left, middle, right = st.columns(3)
    text = left.text_input("Search", key="customers_q")
    size = middle.selectbox("Rows", SIZES, key="customers_size")
    page = right.number_input("Page", 1, key="customers_page")
    try:
        rows, total = fetch_page("customers", q=text, limit=size, offset=(page - 1) * size)
    except ApiError as error:
        st.error(str(error))
        st.stop()
    st.caption(f"{total} customers")
    st.dataframe(pd.DataFrame(rows), hide_index=True)
