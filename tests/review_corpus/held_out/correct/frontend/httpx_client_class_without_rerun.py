"""Reading list page. Messages stay because nothing reruns the script."""
import httpx
import streamlit as st


class ApiError(Exception):
    pass


class ReadingListApi:
    def __init__(self, base_url: str, token: str):
        self._client = httpx.Client(base_url=base_url, headers={"Authorization": f"Bearer {token}"}, timeout=10)

    def __enter__(self):
        return self

    def __exit__(self, *exc_info):
        self._client.close()

    def send(self, method: str, path: str, **kw):
        try:
            return self._client.request(method, path, **kw).raise_for_status()
        except httpx.HTTPStatusError as exc:
            raise ApiError(f"Refused with status {exc.response.status_code}") from exc
        except httpx.RequestError as exc:
            raise ApiError("No connection to the API") from exc


def page() -> None:
    st.header("Reading list")
    with ReadingListApi(st.secrets["api"]["url"], st.secrets["api"]["token"]) as api:
        with st.form("book"):
            title = st.text_input("Title", max_chars=200).strip()
            pages = st.number_input("Pages", min_value=1, value=100)
            save = st.form_submit_button("Add")
        if save and not title:
            st.error("A book needs a title.")
        elif save:
            try:
                api.send("POST", "/books", json={"title": title, "pages": int(pages)})
            except ApiError as exc:
                st.error(f"Not added: {exc}")
            else:
                st.success(f"“{title}” was added.")

        try:
            books = api.send("GET", "/books").json()
        except ApiError as exc:
            st.error(str(exc))
            return
    st.dataframe(books, use_container_width=True)


if __name__ == "__main__":
    page()
