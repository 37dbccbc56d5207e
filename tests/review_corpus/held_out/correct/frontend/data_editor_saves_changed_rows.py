import os

import pandas as pd
import requests
import streamlit as st


def api(path: str) -> str:
    return os.environ["STOCK_API_URL"] + path


@st.cache_data(ttl=30)
def fetch_stock() -> list[dict]:
    response = requests.get(api("/stock"), timeout=5)
    response.raise_for_status()
    return response.json()


def save(row: dict) -> str | None:
    try:
        response = requests.put(api(f"/stock/{row['id']}"), json=row, timeout=5)
    except requests.exceptions.RequestException as exc:
        return f"no connection ({exc})"
    return None if response.status_code < 400 else f"{response.status_code}: {response.text}"


def main() -> None:
    st.title("Stock")
    for text in st.session_state.pop("saved_rows", []):
        st.success(text)
    try:
        before = pd.DataFrame(fetch_stock(), columns=["id", "name", "quantity"])
    except requests.exceptions.RequestException as exc:
        st.error(f"Stock could not be loaded: {exc}")
        return

    after = st.data_editor(before, key="stock_editor", disabled=["id"], hide_index=True)
    if st.button("Save changes", key="stock_save"):
        problems, saved = [], []
        for old, row in zip(before.to_dict("records"), after.to_dict("records")):
            if row == old:
                continue
            if not str(row["name"] or "").strip() or pd.isna(row["quantity"]) or row["quantity"] < 0:
                problems.append(f"Row {row['id']}: name and a quantity from 0 on, please")
            elif (reason := save(row)) is not None:
                problems.append(f"Row {row['id']} was not saved: {reason}")
            else:
                saved.append(f"{row['name']} was saved.")
        fetch_stock.clear()
        if not problems:
            st.session_state["saved_rows"] = saved
            st.rerun()
        for text in saved:
            st.success(text)
        for text in problems:
            st.error(text)


if __name__ == "__main__":
    main()
