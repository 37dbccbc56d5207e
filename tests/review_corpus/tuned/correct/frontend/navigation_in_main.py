import os

import httpx
import streamlit as st


@st.cache_resource
def client() -> httpx.Client:
    return httpx.Client(base_url=os.environ["FLEET_API_URL"], timeout=8)


def fetch(path: str) -> list[dict]:
    try:
        answer = client().get(path)
    except httpx.TransportError:
        st.error("No connection to the fleet service.")
        st.stop()
    if answer.is_error:
        st.error(f"The fleet service answered {answer.status_code}.")
        st.stop()
    return answer.json()


def vehicles() -> None:
    st.title("Vehicles")
    for position, vehicle in enumerate(fetch("/vehicles")):
        with st.expander(vehicle["plate"]):
            st.toggle("Show on the map", key=f"{vehicles.__name__}/{position}")
            st.write(vehicle["model"])


def depots() -> None:
    st.title("Depots")
    rows = fetch("/depots")
    name = st.selectbox("Depot", [row["name"] for row in rows], key="depot")
    st.table([row for row in rows if row["name"] == name])


def main() -> None:
    st.set_page_config(page_title="Fleet", layout="wide")
    pages = [
        st.Page(vehicles, title="Vehicles", default=True),
        st.Page(depots, title="Depots"),
    ]
    st.navigation(pages).run()


if __name__ == "__main__":
    main()
