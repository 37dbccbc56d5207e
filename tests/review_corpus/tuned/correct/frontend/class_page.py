import streamlit as st

from ui.client import ApiError, Client


class RoomPage:
    def __init__(self, client: Client) -> None:
        self.client = client

    def render(self) -> None:
        st.title("Rooms")
        form = st.form(key="room_form")
        number = form.number_input("Number", min_value=1, max_value=999)
        kind = form.selectbox("Kind", ["single", "double"])
        if form.form_submit_button("Add"):
            self.save(int(number), kind)

    def save(self, number: int, kind: str) -> None:
        if number in self.client.numbers():
            st.warning("That number is taken.")
            return
        try:
            self.client.add_room(number=number, kind=kind)
        except ApiError as error:
            st.error(f"Not saved: {error.detail}")
            return
        st.success("Room added")
