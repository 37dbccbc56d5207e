import httpx
import streamlit as st

from app.ui.client import get_client


class TaskPage:
    """Tasks with one button each; the callbacks run before the page is drawn again."""

    def __init__(self, client: httpx.Client) -> None:
        self.client = client

    def load(self) -> list[dict] | None:
        try:
            return self.client.get("/tasks").raise_for_status().json()
        except httpx.HTTPStatusError as error:
            st.error(f"The service refused the list ({error.response.status_code}).")
        except httpx.TransportError:
            st.error("The service is not reachable.")
        return None

    def finish(self, task: dict) -> None:
        try:
            self.client.patch(f"/tasks/{task['id']}", json={"done": True}).raise_for_status()
        except httpx.HTTPError as error:
            st.session_state["notice"] = (st.error, f"Not finished: {error}")
            return
        st.session_state["notice"] = (st.success, f"“{task['title']}” is done.")

    def render(self) -> None:
        st.header("Tasks")
        show, text = st.session_state.pop("notice", (None, ""))
        if show:
            show(text)
        for task in self.load() or []:
            left, right = st.columns([4, 1], vertical_alignment="center")
            left.write(task["title"])
            right.button(
                "Finish",
                key="finish-%d" % task["id"],
                on_click=self.finish,
                args=(task,),
                disabled=task["done"],
            )


def main() -> None:
    with get_client() as client:
        TaskPage(client).render()


if __name__ == "__main__":
    main()
