"""Formatting: a batch at once, deterministic, foreign files untouched."""

import pytest

from domain.errors import UnreadableCodeError
from infrastructure.adapters.formatter_ruff import RuffFormatter

FORMATTER = RuffFormatter()


def test_python_is_formatted_and_its_imports_are_sorted_and_needed() -> None:
    text = "import sys\nimport os\nfrom app import crud\nx = {  'a':os,'b':crud }\n"

    formatted = FORMATTER.format({"app/x.py": text})["app/x.py"]

    assert formatted == 'import os\n\nfrom app import crud\n\nx = {"a": os, "b": crud}\n'


def test_other_files_come_back_as_they_are() -> None:
    files = {"schema.sql": "SELECT   1", "README.md": "#  x"}

    assert FORMATTER.format(files) == files


def test_formatting_twice_changes_nothing() -> None:
    once = FORMATTER.format({"a.py": "x=1", "b/__init__.py": "y = ( 2 )", "build/c.py": "z=3"})

    assert once == {"a.py": "x = 1\n", "b/__init__.py": "y = 2\n", "build/c.py": "z = 3\n"}
    assert FORMATTER.format(once) == once


def test_what_is_no_python_is_refused_with_its_path() -> None:
    with pytest.raises(UnreadableCodeError, match=r"app/broken\.py"):
        FORMATTER.format({"app/fine.py": "x = 1\n", "app/broken.py": "def (:\n"})
