import httpx
import streamlit as st

from app.settings import settings


def teams() -> list[dict]:
    try:
        answer = httpx.get(f"{settings.api_url}/teams", timeout=5)
        answer.raise_for_status()
    except httpx.HTTPStatusError as exc:
        st.error(f"The teams were refused: {exc.response.status_code}")
        return []
    except httpx.RequestError as exc:
        st.error(f"The teams cannot be loaded: {exc}")
        return []
    return answer.json()


def table(rows: list[dict]) -> None:
    st.dataframe([{"Team": row["name"], "Points": row["points"]} for row in rows])


def page(rows: list[dict] = teams()) -> None:  # fault: frontend_import_draws_nothing
    st.title("League")
    if not rows:
        st.info("There are no teams yet.")
        return
    table(sorted(rows, key=lambda row: row["points"], reverse=True))


if __name__ == "__main__":
    page()
