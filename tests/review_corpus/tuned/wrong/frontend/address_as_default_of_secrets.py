import requests
import streamlit as st


def api_url() -> str:
    """The address is configured in the secrets of the deployment."""
    return st.secrets.get("api_url", "https://api.fleet-acme.com/v1")  # fault: frontend_no_hardcoded_urls


def call(method: str, path: str, **options) -> requests.Response | None:
    try:
        answer = requests.request(method, api_url() + path, timeout=5, **options)
        answer.raise_for_status()
    except requests.ConnectionError:
        st.error("The fleet service is not reachable.")
    except requests.RequestException as error:
        st.error(f"The fleet service refused: {error}")
    else:
        return answer
    return None


def vehicle_form() -> None:
    with st.form("vehicle"):
        plate = st.text_input("Plate", help="Without blanks and hyphens")
        submitted = st.form_submit_button("Register")
    if not submitted:
        return
    if len(plate.strip()) < 4:
        st.warning("The plate is too short.")
    elif call("POST", "/vehicles", json={"plate": plate.strip().upper()}):
        st.success("The vehicle was registered.")


def main() -> None:
    st.title("Fleet")
    vehicle_form()
    if answer := call("GET", "/vehicles"):
        st.dataframe(answer.json())


if __name__ == "__main__":
    main()
