import requests
import streamlit as st


def items(base: str = "http://192.168.10.4:8000/api"):  # fault: frontend_no_hardcoded_urls
    try:
        answer = requests.get(f"{base}/items", timeout=5)
        answer.raise_for_status()
        return answer.json()
    except requests.RequestException as error:
        st.error(f"No items: {error}")
        return []
