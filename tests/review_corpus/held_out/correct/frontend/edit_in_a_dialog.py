import requests
import streamlit as st

from app.ui.config import get_api_url


@st.dialog("Edit contact")
def edit_dialog(contact: dict) -> None:
    with st.form(f"edit_form_{contact['id']}"):
        name = st.text_input("Name", value=contact["name"])
        email = st.text_input("E-mail", value=contact["email"])
        submitted = st.form_submit_button("Save", type="primary")
    if not submitted:
        return

    errors = []
    if not name.strip():
        errors.append("Name is required.")
    if "@" not in email:
        errors.append("E-mail is not valid.")
    if errors:
        for problem in errors:
            st.error(problem)
        return

    payload = {"name": name.strip(), "email": email.strip()}
    try:
        resp = requests.put(f"{get_api_url()}/contacts/{contact['id']}", json=payload, timeout=10)
        resp.raise_for_status()
    except requests.exceptions.RequestException as e:
        st.error(f"Could not save the contact: {e}")
        return
    st.session_state["saved"] = payload["name"]
    st.rerun()


def main() -> None:
    st.set_page_config(page_title="Contacts", page_icon="📇")
    st.title("Contacts")
    if "saved" in st.session_state:
        st.success(f"{st.session_state.pop('saved')} was saved.")

    try:
        resp = requests.get(get_api_url() + "/contacts", timeout=10)
        resp.raise_for_status()
        contacts = resp.json()
    except requests.exceptions.RequestException as e:
        st.error(f"Could not load the contacts: {e}")
        st.stop()

    for contact in contacts:
        with st.expander(contact["name"]):
            st.write(contact["email"])
            if st.button("Edit", key=f"edit_{contact['id']}"):
                edit_dialog(contact)


if __name__ == "__main__":
    main()
