import requests
import streamlit as st

from app.ui.formatting import kilobytes
from app.ui.settings import API_URL


def call(method: str, path: str) -> requests.Response | None:
    try:
        answer = requests.request(method, API_URL + path, timeout=10)
    except requests.RequestException:
        st.error("The archive is not reachable.")
        return None
    if answer.status_code >= 400:
        st.error(f"The archive refused: {answer.status_code} {answer.reason}")
        return None
    return answer


def remove(selected: list[dict]) -> None:
    for document in selected:
        if call("DELETE", f"/documents/{document['id']}") is not None:
            st.success(f"{document['name']} was deleted.")


def main() -> None:
    st.title("Archive")
    answer = call("GET", "/documents")
    if answer is None:
        return
    documents = answer.json()
    with st.form("selection"):
        chosen = [
            document
            for document in documents
            if st.checkbox(f"{document['name']} ({kilobytes(document['size'])})", key=f"document-{document['id']}")
        ]
        sure = st.checkbox("I am sure", key="sure")
        sent = st.form_submit_button("Delete")
    if sent and not (chosen and sure):
        st.warning("Choose at least one document and confirm.")
    elif sent:
        remove(chosen)


if __name__ == "__main__":
    main()
