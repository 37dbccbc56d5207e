"""Draws every page of a generated system, over its API with a row of each entity.

Imported beside the system, on its own: what is imported here is there.
"""

import importlib
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

NAME = "baes_pages_probe"
SECONDS = 20
PAGE = "from ui.pages.{module} import render\nrender()\n"


def main(folder: Path) -> None:
    """AssertionError with path and reason for the first page that does not draw."""
    # The system's own settings hide what went wrong.
    importlib.import_module("streamlit.config").set_option("client.showErrorDetails", "full")
    client_of = importlib.import_module("fastapi.testclient").TestClient
    rows = importlib.import_module("tests.rows")
    api: Any = importlib.import_module("ui.api")
    app = importlib.import_module("app.main").create_app(prepare=False)
    app.dependency_overrides[_sessions().session_dependency] = _in_memory()
    with client_of(app, raise_server_exceptions=False) as client:
        made = rows.Rows(client)
        for path in rows.BODIES:
            made.create(path)
        api.client = lambda: client  # the pages ask the API of this process
        for page in sorted((folder / "ui" / "pages").glob("*.py")):
            if page.stem != "__init__":
                _draw(page.stem, folder)


def _in_memory() -> Callable[[], Iterator[Any]]:
    """Sessions over one database that every thread sees."""
    pools = importlib.import_module("sqlalchemy.pool")
    engine = _sessions().create_engine("sqlite://", poolclass=pools.StaticPool)
    importlib.import_module("app.models")
    importlib.import_module("app.database.base").Base.metadata.create_all(engine)
    make = importlib.import_module("sqlalchemy.orm").sessionmaker(engine, expire_on_commit=False)

    def sessions() -> Iterator[Any]:
        with make() as session:
            yield session

    return sessions


def _sessions() -> Any:
    return importlib.import_module("app.database.session")


def _draw(module: str, folder: Path) -> None:
    streamlit = importlib.import_module("streamlit.testing.v1")
    drawn = streamlit.AppTest.from_string(PAGE.format(module=module)).run(timeout=SECONDS)
    for failure in drawn.exception:
        trace = "\n".join(failure.stack_trace)
        places = re.findall(rf'{re.escape(str(folder))}/([^"]+)", line (\d+)', trace)
        path, line = places[-1] if places else (f"ui/pages/{module}.py", "1")
        raise AssertionError(f"{path}|line {line}: {failure.message}")


if __name__ == NAME:
    main(Path.cwd())
