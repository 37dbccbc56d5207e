from dataclasses import dataclass

import requests
import streamlit as st

from app.ui.settings import ui_settings

FLASH = "suppliers_flash"


@dataclass(frozen=True)
class SupplierApi:
    base_url: str
    timeout: float = 10

    def fetch(self) -> list[dict]:
        answer = requests.get(f"{self.base_url}/suppliers", timeout=self.timeout)
        answer.raise_for_status()
        return answer.json()

    def create(self, name: str, email: str) -> None:
        body = {"name": name, "email": email}
        requests.post(f"{self.base_url}/suppliers", json=body, timeout=self.timeout).raise_for_status()


def problems(name: str, email: str) -> list[str]:
    found = [] if name else ["Please enter a name."]
    return found if "@" in email else [*found, "Please enter a valid address."]


def render() -> None:
    api = SupplierApi(ui_settings().api_url)
    st.title("Suppliers")
    if message := st.session_state.pop(FLASH, None):
        st.success(message)
    with st.form("new_supplier"):
        name = st.text_input("Name").strip()
        email = st.text_input("E-mail").strip()
        sent = st.form_submit_button("Save")
    if sent:
        if found := problems(name, email):
            st.error("\n".join(found))
        else:
            try:
                api.create(name, email)
            except requests.RequestException as error:
                st.error(f"The supplier was not saved: {error}")
            else:
                st.session_state[FLASH] = f"{name} was saved."
                st.rerun()
    try:
        st.dataframe(api.fetch())
    except requests.RequestException as error:
        st.error(f"The suppliers could not be loaded: {error}")


if __name__ == "__main__":
    render()
