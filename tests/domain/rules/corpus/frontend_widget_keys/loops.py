"""for row in rows: st.button("x") in a docstring."""
import streamlit as st

rows = [1, 2]
# ok: frontend_widget_keys
st.button("Save")
for row in rows:
    # ok: frontend_widget_keys
    st.button("Delete", key=f"delete-{row}")
    # ok: frontend_widget_keys
    st.checkbox(f"Row {row}")
    # ok: frontend_widget_keys
    st.write(row)
    # ruleid: frontend_widget_keys
    st.button("Edit")
    # ruleid: frontend_widget_keys
    st.text_input("Name", key="name")
    with st.container():
        # ruleid: frontend_widget_keys
        st.selectbox("Kind", ["a", "b"])
while rows:
    # ruleid: frontend_widget_keys
    st.number_input("Age")
# ruleid: frontend_widget_keys
boxes = [st.checkbox("Keep") for row in rows]

SAME = "choice"


def named(groups):
    for group in groups:
        # ruleid: frontend_widget_keys
        st.selectbox(group.name, group.options, key=SAME)
        key = f"choice-{group.name}"
        # ok: frontend_widget_keys
        st.selectbox(group.name, group.options, key=key)
        # ruleid: frontend_widget_keys
        st.button(group.name, key=f"{SAME}.open")
        for option in group.options:
            # ruleid: frontend_widget_keys
            st.button(option, key=f"open-{group}")
            # ok: frontend_widget_keys
            st.button(option, key=f"open-{group}-{option}")
    turn = 0
    while turn < 3:
        # ok: frontend_widget_keys
        st.button("Turn", key=f"turn-{turn}")
        turn += 1


def cell(column, room, hour):
    # ruleid: frontend_widget_keys
    column.button("Book", key=f"book-{hour}")
    # ok: frontend_widget_keys
    column.button("Free", key=f"free-{room}-{hour}")


def grid(rooms, hours):
    for room, column in rooms:
        for hour in hours:
            cell(column, room, hour)
            # ruleid: frontend_widget_keys
            column.checkbox("Keep", key=f"keep-{hour}")
        for booking in room.bookings:
            # ok: frontend_widget_keys
            column.checkbox("Late", key=f"late-{booking.id}")


def the_same_twice(is_new):
    # ok: frontend_widget_keys
    st.text_input("Name", key="person")
    # ruleid: frontend_widget_keys
    st.text_input("Surname", key="person")
    if is_new:
        # ok: frontend_widget_keys
        st.button("Add", key="save")
    else:
        # ok: frontend_widget_keys
        st.button("Change", key="save")
