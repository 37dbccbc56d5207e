"""Runs a program that has a file system of its own: a small one, or one that is read-only.

The mount lives in a namespace of that program and goes away with it; nobody else sees it.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
_SMALL = 'mount -t tmpfs -o "size=$1" tmpfs "$2"'
_READ_ONLY = 'mount --bind "$2" "$2" && mount -o remount,bind,ro "$2"'


def on_a_small_disk(folder: Path, size: str, *program: str | Path) -> str:
    """What `program` prints; `folder` is an empty disk of `size` ("2m") while it runs."""
    return _run(_SMALL, size, folder, *program)


def on_a_read_only_disk(folder: Path, *program: str | Path) -> str:
    """What `program` prints; nothing below `folder` can be changed while it runs, by anybody."""
    return _run(_READ_ONLY, "", folder, *program)


def _run(mount: str, size: str, folder: Path, *program: str | Path) -> str:
    ran = _unshared(f'{mount} && shift 2 && exec "$@"', size, folder, sys.executable, *program)
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


def _unshared(script: str, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    if sys.platform != "linux":
        pytest.skip("a file system of one's own needs Linux")
    as_root = ["--map-root-user"] if os.geteuid() else []
    return subprocess.run(
        ["unshare", *as_root, "--mount", "sh", "-c", script, "sh", *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
