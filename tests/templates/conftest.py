"""What tests of generated code share."""

from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def mypy_cache(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The option that lets mypy read the libraries once for all systems of this process."""
    folder: Path = tmp_path_factory.mktemp("mypy")
    return f"--cache-dir={folder}"
