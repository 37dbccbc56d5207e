import datetime as dt
from collections.abc import Iterable

import streamlit as st


def date_range(label: str, key: str) -> tuple[dt.date, dt.date] | None:
    chosen = st.date_input(label, value=(), key=key)
    return chosen if isinstance(chosen, tuple) and len(chosen) == 2 else None


def pickers(fields: Iterable[str]) -> dict[str, bool]:
    return {field: st.checkbox(field, key=f"pick_{field}") for field in fields}
