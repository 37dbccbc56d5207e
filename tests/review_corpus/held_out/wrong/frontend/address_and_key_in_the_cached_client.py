import httpx
import streamlit as st


@st.cache_resource
def get_client() -> httpx.Client:
    return httpx.Client(  # fault
        base_url="http://localhost:8000/api/v1",  # fault: frontend_no_hardcoded_urls
        headers={"X-API-Key": "inv-7f3c9a1be24d40c8"},  # fault: frontend_no_credentials
        timeout=10,
    )


def guarded(method: str, path: str, **kwargs) -> httpx.Response | None:
    try:
        response = get_client().request(method, path, **kwargs)
        response.raise_for_status()
    except httpx.HTTPStatusError as exc:
        st.error(f"The API answered {exc.response.status_code}")
    except httpx.RequestError as exc:
        st.error(f"The API is not reachable: {exc}")
    else:
        return response
    return None


def device_form() -> None:
    with st.form("device"):
        serial = st.text_input("Serial number").strip()
        room = st.text_input("Room").strip()
        send = st.form_submit_button("Register")
    if send:
        if not (serial and room):
            st.error("Serial number and room are required.")
        elif guarded("POST", "/devices", json={"serial": serial, "room": room}) is not None:
            st.success(f"Device {serial} registered.")


def main() -> None:
    st.title("Inventory")
    device_form()
    devices = guarded("GET", "/devices")
    if devices is not None:
        st.dataframe(devices.json())


if __name__ == "__main__":
    main()
