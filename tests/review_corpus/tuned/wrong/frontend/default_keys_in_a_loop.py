import streamlit as st


def render(answers: dict[str, list[str]]) -> None:
    for question, choices in answers.items():
        st.write(question)
        st.radio("Your answer", choices)  # fault: frontend_widget_keys
