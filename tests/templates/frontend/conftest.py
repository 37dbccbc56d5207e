"""One generated system, its API in a process, its user interface in this one."""

import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
import streamlit as st

from tests.generated_systems import PARTS, running_api, write_system


@pytest.fixture(scope="session")
def parts_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The system PARTS, as files."""
    folder = tmp_path_factory.mktemp("parts")
    write_system(PARTS, folder)
    return folder


@pytest.fixture(scope="session")
def parts_api(parts_folder: Path) -> Iterator[str]:
    """The address of its API."""
    with running_api(parts_folder) as address:
        yield address


@pytest.fixture
def ui(parts_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """`import ui` finds the generated one, and only in this test."""
    monkeypatch.syspath_prepend(str(parts_folder))
    st.cache_data.clear()
    yield
    if "ui.api" in sys.modules:
        sys.modules["ui.api"].client().close()
    for name in [name for name in sys.modules if name.split(".")[0] == "ui"]:
        del sys.modules[name]


@pytest.fixture
def api(
    parts_api: str,
    ui: None,  # noqa: ARG001 - a fixture that is asked for takes no marks
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[httpx.Client]:
    """A client of the empty API that the user interface talks to."""
    monkeypatch.setenv("API_URL", parts_api)
    with httpx.Client(base_url=f"{parts_api}/api", trust_env=False) as client:
        yield client
        for path in ("parts", "makers"):
            for item in client.get(path, params={"limit": 200}).json()["items"]:
                client.delete(f"{path}/{item['id']}").raise_for_status()
