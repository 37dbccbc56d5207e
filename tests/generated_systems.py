"""Generated systems to test against: written to a folder, their API and UI in processes."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import httpx

from application.generation.generate import Generator
from domain.attributes import Attribute, AttributeType, Reference
from domain.entities import EntityRelationship, EntitySpec, SystemSpec
from infrastructure.adapters.clock_system import SystemClock
from infrastructure.adapters.formatter_ruff import RuffFormatter
from infrastructure.adapters.templates_jinja import JinjaTemplates

START = 60.0  # seconds that a server may take to answer, on a busy machine

MAKER = EntitySpec(
    name="Maker",
    attributes=(Attribute(name="Name", required=True, unique=True, max_length=40),),
)
PART = EntitySpec(
    name="Part",
    attributes=(
        Attribute(name="Code", required=True, unique=True, min_length=2, max_length=8,
                  pattern="^[A-Z0-9]+$"),
        Attribute(name="Maker", type=AttributeType.INTEGER, required=True,
                  references=Reference(entity="Maker")),
        Attribute(name="Price", type=AttributeType.DECIMAL, precision=12, scale=2, minimum="0"),
        Attribute(name="Amount", type=AttributeType.INTEGER, required=True, minimum="1",
                  maximum="1000", default=5),
        Attribute(name="Weight", type=AttributeType.FLOAT, minimum="0", exclusive_minimum=True),
        Attribute(name="State", type=AttributeType.ENUM, values=("new", 'it\'s "used"', "{{ x }}")),
        Attribute(name="Listed", type=AttributeType.BOOLEAN, required=True),
        Attribute(name="Checked", type=AttributeType.BOOLEAN),
        Attribute(name="Made", type=AttributeType.DATE),
        Attribute(name="Sold", type=AttributeType.DATETIME),
        Attribute(name="Opens", type=AttributeType.TIME),
        Attribute(name="Home", type=AttributeType.URL),
        Attribute(name="Mail", type=AttributeType.EMAIL),
        Attribute(name="Serial", type=AttributeType.UUID),
        Attribute(name="Sizes", type=AttributeType.LIST, item_type=AttributeType.INTEGER),
        Attribute(name="Details", type=AttributeType.JSON),
        Attribute(name="Picture", type=AttributeType.BINARY),
        Attribute(name="Notes", type=AttributeType.TEXT),
        Attribute(name="Cost", type=AttributeType.DECIMAL, precision=12, scale=2),
    ),
    business_rules=("Cost must not exceed price",),
    relationships=(
        EntityRelationship(related_entity="Maker", type="many_to_many", field_name="Suppliers"),
    ),
)  # fmt: skip
PARTS = SystemSpec(name='Parts {{ 7 * 7 }} "*x*" :smile: </b>', entities=(MAKER, PART))


def write_system(system: SystemSpec, folder: Path) -> None:
    """All files of the system below `folder`."""
    done = Generator(JinjaTemplates(), RuffFormatter(), SystemClock()).generate(system)
    assert done.fallbacks == ()
    for file in done.files:
        target = folder / file.path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(file.text, encoding="utf-8")


@contextmanager
def running_api(folder: Path) -> Iterator[str]:
    """The API of a generated folder, its address; the database is a file in the folder."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    arguments = ["uvicorn", "app.main:app", "--port", str(port), "--log-level", "warning"]
    env = {"DATABASE_URL": f"sqlite:///{folder / 'test.db'}"}
    with _running(arguments, folder, env, f"{address}/healthz"):
        yield address


@contextmanager
def running_ui(folder: Path, api_url: str) -> Iterator[str]:
    """The user interface of a generated folder, its address."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    arguments = ["streamlit", "run", "ui/app.py", "--server.headless", "true",
                 "--browser.gatherUsageStats", "false", "--server.fileWatcherType", "none",
                 "--server.address", "127.0.0.1", "--server.port", str(port)]  # fmt: skip
    with _running(arguments, folder, {"API_URL": api_url}, f"{address}/_stcore/health"):
        yield address


def free_port() -> int:
    """A port on the loopback interface that nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


@contextmanager
def _running(
    arguments: Sequence[str], folder: Path, env: dict[str, str], ready: str
) -> Iterator[None]:
    log = folder / f"{arguments[0]}.log"
    with log.open("w", encoding="utf-8") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", *arguments],
            cwd=folder,
            env=os.environ | env,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        try:
            _wait_for(ready, process, log)
            yield
        finally:
            process.terminate()
            process.wait(timeout=20)


def _wait_for(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + START
    while time.monotonic() < deadline and process.poll() is None:
        try:
            if httpx.get(address, trust_env=False, timeout=5).is_success:
                return
        except httpx.TransportError:
            time.sleep(0.1)
    raise AssertionError(f"{address} does not answer:\n{log.read_text(encoding='utf-8')}")
