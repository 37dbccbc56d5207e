"""A short command loads what it needs, and nothing else: start-up is most of its time."""

import subprocess
import sys
from pathlib import Path

HEAVY = (
    *("nltk", "duckdb", "jinja2", "pyarrow", "sqlalchemy", "fastapi", "streamlit", "asyncio"),
    *("pydantic_settings", "re2", "application.build", "application.rules", "domain.rules"),
    *("domain.grammar.requests", "application.rule_reading"),
)
_RUN = """
import sys
from infrastructure.entrypoints.cli.run import run
code = run(["recognize", "create student with name and age", "--json", "--data-dir", sys.argv[1]])
print(*(name for name in sys.argv[2:] if name in sys.modules), file=sys.stderr)
sys.exit(code)
"""


def test_a_cached_recognition_loads_no_parser_and_no_database_of_metrics(tmp_path: Path) -> None:
    for expected in ("rules", "persistent"):
        ran = subprocess.run(
            [sys.executable, "-c", _RUN, tmp_path / "data", *HEAVY],
            capture_output=True,
            text=True,
            check=True,
        )
        assert f'"source": "{expected}"' in ran.stdout

    assert ran.stderr.split() == []


def test_a_command_that_loads_the_database_of_metrics_ends_in_silence(tmp_path: Path) -> None:
    ran = subprocess.run(
        [Path(sys.executable).parent / "baes-opt", "metrics", "summary", "--data-dir", tmp_path],
        capture_output=True,
        text=True,
        check=True,
    )

    assert ran.stderr == ""


def test_values_that_threads_make_are_complete_when_they_are_imported() -> None:
    code = (
        "from domain.attributes import Attribute, Reference;"
        "from domain.recognition import Recognition, Relationship;"
        "print([kind.__name__ for kind in (Attribute, Reference, Recognition, Relationship)"
        " if not kind.__pydantic_complete__])"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert ran.stdout.strip() == "[]"  # pydantic has no lock for building a dataclass later


def test_help_lists_every_command() -> None:
    ran = subprocess.run(
        [Path(sys.executable).parent / "baes-opt", "--help"],
        capture_output=True,
        text=True,
        check=True,
    )

    for name in ("build", "recognize", "cache", "template", "rule", "metrics", "events", "doctor"):
        assert name in ran.stdout
