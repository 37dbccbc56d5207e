"""The environment that generated code gets: enough to run, and none of our secrets."""

import os
import sys
from pathlib import Path

# Windows cannot start a Python without the first; the others say which text encoding holds.
KEPT = ("SYSTEMROOT", "LANG", "LC_ALL", "LC_CTYPE")


def bare_environment(home: Path) -> dict[str, str]:
    """Variables for a child process: `home` is an empty folder that is thrown away afterwards."""
    kept = {name: os.environ[name] for name in KEPT if name in os.environ}
    return {
        **kept,
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.defpath]),
        "HOME": str(home),
        "TMPDIR": str(home),
        "DATABASE_URL": "sqlite://",
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONUTF8": "1",
        "STREAMLIT_BROWSER_GATHER_USAGE_STATS": "false",
    }
