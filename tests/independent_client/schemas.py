"""The specifications that are checked: three real schemas, and one of everything that is hard."""

from pathlib import Path

HERE = Path(__file__).parent
REAL = HERE.parent / "data"
SCHEMAS = {
    **{name: REAL / f"{name}.json" for name in ("chinook", "northwind", "sakila")},
    "hard": HERE / "data" / "hard.json",
}
