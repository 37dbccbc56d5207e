"""Generate a system with the installed program, start its API, run every check on every entity."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from tests.generated_systems import running_api
from tests.independent_client.api import Api
from tests.independent_client.checks.catalogue import CHECKS
from tests.independent_client.outcomes import Outcome
from tests.independent_client.report import Report
from tests.independent_client.rows import Rows
from tests.independent_client.specification import Entity, read_system
from tests.independent_client.table import Table

SERVICE = "(service)"


def check_system(specification: Path, work: Path) -> Report:
    """The outcome of every check; `work` is an empty folder."""
    folder = generate(specification, work)
    entities = read_system(specification, folder / "manifest.json")
    with running_api(folder) as address, _client(address) as api:
        report = Report()
        rows = Rows(api, entities)
        report.add(SERVICE, "service", _service(api))
        for entity in entities:
            _check_entity(entity, rows, report)
        report.broken += api.broken
        report.statuses += api.statuses
    return report


def generate(specification: Path, work: Path, *options: str) -> Path:
    """The folder of the generated system; AssertionError with what the program said."""
    folder = work / "system"
    program = Path(sys.executable).with_name("baes-opt")
    stores = {"BAES_DATA_DIR": str(work / "stores")}
    command: list[str | Path] = [program, "build", "--spec", specification, "--out", folder]
    env = {k: v for k, v in os.environ.items() if not k.startswith("BAES_")} | stores
    done = subprocess.run(
        [*command, *options], env=env, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise AssertionError(done.stderr)
    return folder


def _check_entity(entity: Entity, rows: Rows, report: Report) -> None:
    for name, check in CHECKS.items():
        try:
            report.add(entity.name, name, check(Table(rows, entity)))
        except (AssertionError, LookupError, ValueError, httpx.InvalidURL) as error:
            report.add(entity.name, name, iter([Outcome("it ends", f"{error!r}")]))
        rows.clear()


def _service(api: Api) -> Iterator[Outcome]:
    health = api.send("GET", "/healthz")
    yield Outcome("/healthz", "" if health.status_code == httpx.codes.OK else health.text)
    document = api.send("GET", "/openapi.json").json()
    operations = [
        operation["operationId"]
        for methods in document["paths"].values()
        for operation in methods.values()
    ]
    twice = {one for one in operations if operations.count(one) > 1}
    yield Outcome("operationIds are unique", ", ".join(sorted(twice)))
    yield Outcome("OpenAPI 3", "" if document["openapi"].startswith("3.") else document["openapi"])
    nowhere = api.send("GET", "/api/no_such_path")
    yield Outcome("no such path", "" if nowhere.status_code == 404 else nowhere.text)
    docs = api.send("GET", "/docs")
    yield Outcome("/docs", "" if docs.status_code == httpx.codes.OK else docs.text)


@contextmanager
def _client(address: str) -> Iterator[Api]:
    api = Api(address)
    yield api
    api.close()
