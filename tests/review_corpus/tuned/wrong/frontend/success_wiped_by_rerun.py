import requests
import streamlit as st

from app.ui.settings import API_URL


def load() -> list[dict]:
    try:
        answer = requests.get(f"{API_URL}/members", timeout=5)
        answer.raise_for_status()
    except requests.RequestException as error:
        st.error(f"The members could not be loaded: {error}")
        return []
    return answer.json()


def delete(member_id: int) -> bool:
    try:
        requests.delete(f"{API_URL}/members/{member_id}", timeout=5).raise_for_status()
    except requests.RequestException as error:
        st.error(f"The member was not removed: {error}")
        return False
    return True


def refresh() -> None:
    st.session_state.pop("members", None)
    st.rerun()  # fault


def main() -> None:
    st.title("Members")
    if "members" not in st.session_state:
        st.session_state["members"] = load()
    for member in st.session_state["members"]:
        name, action = st.columns([3, 1])
        name.write(member["name"])
        if action.button("Remove", key=f"remove-{member['id']}") and delete(member["id"]):
            st.success(f"{member['name']} was removed.")  # fault: frontend_success_feedback
            refresh()  # fault


if __name__ == "__main__":
    main()
