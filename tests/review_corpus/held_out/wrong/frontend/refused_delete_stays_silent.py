import os

import httpx
import streamlit as st


def client() -> httpx.Client:
    return httpx.Client(base_url=os.environ["RECIPES_API"], timeout=10.0)


def load() -> list[dict]:
    try:
        with client() as c:
            r = c.get("/recipes")
            r.raise_for_status()
            return r.json()
    except httpx.HTTPError as e:
        st.error(f"Recipes could not be loaded: {e}")
        return []


def delete_recipe(recipe: dict) -> None:  # fault
    try:
        with client() as c:
            r = c.delete(f"/recipes/{recipe['id']}")  # fault: frontend_error_display
    except httpx.RequestError as e:
        st.error(f"No connection: {e}")
        return
    if r.status_code == httpx.codes.NO_CONTENT:  # fault
        st.session_state["message"] = f"{recipe['name']} deleted."
        st.rerun()


def main() -> None:
    st.set_page_config(page_title="Recipes", layout="wide")
    st.title("🍲 Recipes")
    if "message" in st.session_state:
        st.success(st.session_state.pop("message"))

    search = st.text_input("Search", key="recipe_search").lower()
    for recipe in load():
        if search not in recipe["name"].lower():
            continue
        col_name, col_action = st.columns((5, 1))
        col_name.markdown(f"**{recipe['name']}**")
        with col_action:
            if st.button("🗑️", key=f"delete_recipe_{recipe['id']}"):
                delete_recipe(recipe)


if __name__ == "__main__":
    main()
