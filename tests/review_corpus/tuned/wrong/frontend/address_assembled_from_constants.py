from urllib.parse import urlunsplit

import requests
import streamlit as st

SCHEME = "https"
HOST = "inventory.hallberg.se"  # fault: frontend_no_hardcoded_urls
VERSION = "v2"


def address(path: str) -> str:  # fault
    return urlunsplit((SCHEME, HOST, f"/{VERSION}/{path}", "", ""))  # fault


def machines() -> list[dict] | None:
    try:
        answer = requests.get(address("machines"), timeout=5)
        answer.raise_for_status()
    except requests.HTTPError as exc:
        st.error(f"The inventory refused: {exc.response.status_code}")
    except requests.RequestException as exc:
        st.error(f"The inventory does not answer: {exc}")
    else:
        return answer.json()
    return None


def main() -> None:
    st.title("Machines")
    rows = machines()
    if rows is None:
        return
    hall = st.selectbox("Hall", sorted({row["hall"] for row in rows}), key="hall")
    st.table([row for row in rows if row["hall"] == hall])


if __name__ == "__main__":
    main()
