import streamlit as st

from ui import gateway
from ui.gateway import Refused


def price_editor(rows: list[dict]) -> None:
    changed = st.data_editor(rows, key="prices", disabled=["sku"])
    if not st.button("Save prices", key="save_prices"):
        return
    negative = [row["sku"] for row in changed if row["price"] < 0]
    if negative:
        st.error("Below zero: " + ", ".join(negative))
        return
    try:
        gateway.save_prices(changed)
    except Refused as refusal:
        st.error(refusal.message)
    else:
        st.success("Prices saved.")
