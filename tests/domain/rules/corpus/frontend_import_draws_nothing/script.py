import streamlit as st

# ok: frontend_import_draws_nothing
st.title("Students")
st.navigation([st.Page("a.py")]).run()
