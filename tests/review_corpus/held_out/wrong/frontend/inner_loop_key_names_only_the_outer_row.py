import requests
import streamlit as st

from app.config import settings


def get_boards() -> list[dict] | None:
    try:
        response = requests.get(f"{settings.api_base}/boards", timeout=settings.timeout)
        response.raise_for_status()
    except requests.RequestException as exc:
        st.error(f"Boards are not available: {exc}")
        return None
    return response.json()


def move(card: dict, column: str) -> None:
    try:
        response = requests.patch(
            f"{settings.api_base}/cards/{card['id']}", json={"column": column}, timeout=settings.timeout
        )
        response.raise_for_status()
    except requests.RequestException as exc:
        st.session_state["problem"] = f"Card was not moved: {exc}"
    else:
        st.session_state["notice"] = f"{card['title']} moved to {column}"
    st.rerun()


def show_board(board: dict) -> None:
    st.subheader(board["name"])
    st.checkbox("Compact", key=f"compact_{board['id']}")
    for card in board["cards"]:  # fault
        st.write(card["title"])
        if st.button("Done", key=f"card_done_{board['id']}"):  # fault: frontend_widget_keys
            move(card, "done")


def main() -> None:
    st.title("Boards")
    if notice := st.session_state.pop("notice", None):
        st.success(notice)
    if problem := st.session_state.pop("problem", None):
        st.error(problem)
    for board in get_boards() or []:
        show_board(board)


if __name__ == "__main__":
    main()
