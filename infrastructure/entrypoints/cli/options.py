"""The options that every command takes."""

from pathlib import Path
from typing import Annotated

import typer

DataDir = Annotated[
    Path | None,
    typer.Option(
        "--data-dir", help="Folder of the stores [default: BAES_DATA_DIR or ./baes-data]."
    ),
]
Json = Annotated[bool, typer.Option("--json", help="JSON on stdout, notes on stderr.")]
