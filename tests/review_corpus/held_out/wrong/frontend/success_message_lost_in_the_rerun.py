import requests
import streamlit as st

from app.frontend.config import api_url


def request_api(method, path, payload=None):
    try:
        res = requests.request(method, f"{api_url()}{path}", json=payload, timeout=5)
    except requests.exceptions.RequestException as err:
        st.error(f"API unreachable: {err}")
        return None
    if not res.ok:
        st.error(f"API error {res.status_code}: {res.text}")
        return None
    return res


def add_expense():
    with st.form("add_expense"):
        label = st.text_input("What for?")
        amount = st.number_input("Amount", min_value=0.0, format="%.2f")
        submitted = st.form_submit_button("Add")
    if submitted:
        if not label.strip() or amount <= 0:
            st.error("Please give a label and an amount above zero.")
            return
        if request_api("POST", "/expenses", {"label": label.strip(), "amount": amount}):
            st.session_state.flash = "Expense added."
            st.rerun()


def list_expenses():
    res = request_api("GET", "/expenses")
    if res is None:
        return
    for exp in res.json():
        c1, c2 = st.columns([3, 1])
        c1.write(f"{exp['label']}: {exp['amount']:.2f}")
        if c2.button("Delete", key=f"del_{exp['id']}"):
            if request_api("DELETE", f"/expenses/{exp['id']}"):  # fault
                st.success("Expense deleted.")  # fault: frontend_success_feedback
                st.rerun()  # fault


def main():
    st.title("Expenses")
    if flash := st.session_state.pop("flash", ""):
        st.success(flash)
    add_expense()
    list_expenses()


if __name__ == "__main__":
    main()
