"""Products page of the shop's back office."""
import os

import requests
import streamlit as st

API = os.environ["SHOP_API_URL"]


def fetch(path: str) -> list[dict]:
    try:
        r = requests.get(f"{API}/{path}", timeout=5)
        r.raise_for_status()
        return r.json()
    except requests.RequestException as e:
        st.error(f"Loading {path} failed: {e}")
        return []


CATEGORIES = {c["name"]: c["id"] for c in fetch("categories")}  # fault: frontend_import_draws_nothing


def product_form() -> None:
    with st.form("new_product"):
        name = st.text_input("Name")
        category = st.selectbox("Category", list(CATEGORIES))
        price = st.number_input("Price", min_value=0.01)
        ok = st.form_submit_button("Save")
    if not ok:
        return
    if not name.strip() or category is None:
        st.warning("Name and category are required.")
        return
    body = {"name": name.strip(), "category_id": CATEGORIES[category], "price": price}
    try:
        r = requests.post(f"{API}/products", json=body, timeout=5)
        r.raise_for_status()
    except requests.RequestException as e:
        st.error(f"The product was not saved: {e}")
    else:
        st.success(f"{name.strip()} saved.")


def main() -> None:
    st.title("Products")
    product_form()
    st.table(fetch("products"))


if __name__ == "__main__":
    main()
