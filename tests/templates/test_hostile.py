"""Hostile names, defaults, values, patterns and rules: refused with a reason, or plain data."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from domain.attributes import Attribute
from domain.business_rules.reading import read_rules
from domain.errors import ModelNeededError, RejectedError
from domain.specification import parse_specification
from infrastructure.bootstrap import Optimizer
from infrastructure.settings import Settings
from tests.templates.hostile import TEXTS

READ_BACK = """
import json, sys
from fastapi.testclient import TestClient
from app.main import app
given = json.loads(sys.stdin.read())
with TestClient(app) as client:
    row = client.post("/api/things", json={"plain": "x"}).json()
    assert {name: row[name] for name in given["defaults"]} == given["defaults"], row
    for value in given["values"]:
        answer = client.post("/api/things", json={"plain": value, "choice": value})
        assert answer.status_code == 201, answer.text
        assert answer.json()["choice"] == answer.json()["plain"] == value, answer.json()
        found = client.get("/api/things", params={"choice": value, "limit": 200}).json()
        assert all(item["choice"] == value for item in found["items"]) and found["items"]
        assert client.get("/api/things", params={"q": value[:200]}).status_code in (200, 422)
    assert client.get("/openapi.json").status_code == 200
print("same")
"""


def thing(**changes: Any) -> dict[str, Any]:
    attributes = [{"name": "plain", "type": "text", "required": True}]
    return {"entity": "Thing", "attributes": attributes, **changes}


def build(folder: Path, *entities: dict[str, Any], schema: str = "hostile") -> Path:
    """The generated folder; nothing else is written beside the data directory and the file."""
    folder.mkdir(parents=True)
    spec = folder / "spec.json"
    spec.write_text(json.dumps({"schema": schema, "entities": entities}), encoding="utf-8")
    with Optimizer.open(Settings(data_dir=folder / "data")) as optimizer:
        try:
            optimizer.build_spec(spec, out=folder / "out")
        finally:
            assert {p.name for p in folder.iterdir()} <= {"spec.json", "data", "out"}
    return folder / "out"


def run(folder: Path, *arguments: str, given: object = None) -> str:
    environment = {**os.environ, "DATABASE_URL": "sqlite:///test.db"}
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=folder,
        env=environment,
        input=json.dumps(given),
        capture_output=True,
        text=True,
        check=False,
        timeout=280,
    )
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    assert not list(folder.rglob("pwned"))
    return done.stdout


def taken(make: Callable[[str], dict[str, Any]]) -> list[str]:
    """The texts with which a specification is taken; the others are refused with a reason."""
    fine = []
    for text in TEXTS:
        spec = json.dumps({"schema": "hostile", "entities": [make(text)]})
        refusal = refusal_of(spec)
        if refusal is None:
            fine.append(text)
            continue
        assert refusal.isprintable(), text
        assert len(refusal) > len("refused"), text
    return fine


def refusal_of(spec: str) -> str | None:
    try:
        parse_specification(spec, source="spec.json")
    except RejectedError as error:
        return str(error)
    return None


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_hostile_defaults_and_values_are_data(tmp_path: Path) -> None:
    def default(text: str) -> dict[str, Any]:
        return {"name": "d", "type": "text", "default": "'" + text.replace("'", "''") + "'"}

    texts = [text for text in TEXTS if "\x00" not in text and "\ud800" not in text]
    defaults = {f"d{number}": text for number, text in enumerate(texts)}
    folder = build(
        tmp_path / "all",
        thing(
            attributes=[
                *thing()["attributes"],
                {"name": "choice", "type": "enum", "values": [text for text in texts if text]},
                *({**default(text), "name": name} for name, text in defaults.items()),
            ],
            description="{{ 7 * 7 }}",
        ),
    )

    values = [text for text in texts if text]
    assert run(folder, "-c", READ_BACK, given={"defaults": defaults, "values": values}) == "same\n"
    run(folder, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests")


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_hostile_defaults_that_cannot_be_stored_are_refused(tmp_path: Path) -> None:
    for number, text in enumerate(("nul\x00byte", "surrogate\ud800half")):
        attribute = {"name": "d", "type": "text", "default": f"'{text}'"}
        with pytest.raises(RejectedError):
            build(tmp_path / str(number), thing(attributes=[attribute]))


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_hostile_names_are_refused_or_become_plain_ones(tmp_path: Path) -> None:
    def attribute(text: str) -> dict[str, Any]:
        return thing(attributes=[*thing()["attributes"], {"name": text, "type": "string"}])

    as_attribute = taken(attribute)
    as_entity = taken(lambda text: thing(entity=text))

    assert {"self", "None", "import", "SELECT", "null"} <= {*as_attribute} & {*as_entity}
    assert not {"__class__", "../../../../etc/passwd", "right\u202eleft", ""} & {*as_attribute}
    folder = build(
        tmp_path / "all",
        thing(
            attributes=[
                *thing()["attributes"],
                *({"name": text, "type": "string"} for text in as_attribute),
            ]
        ),
        *(thing(entity=text) for text in as_entity),
    )
    run(folder, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests")


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_hostile_patterns_are_data(tmp_path: Path) -> None:
    def patterned(text: str) -> dict[str, Any]:
        return {"name": "code", "type": "string", "pattern": text}

    fine = taken(lambda text: thing(attributes=[*thing()["attributes"], patterned(text)]))
    assert "' OR '1'='1" in fine

    codes = [{**patterned(text), "name": f"c{number}"} for number, text in enumerate(fine)]
    folder = build(tmp_path / "all", thing(attributes=[*thing()["attributes"], *codes]))
    run(folder, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests")


@pytest.mark.parametrize("rule", TEXTS)
def test_a_hostile_rule_is_custom_logic(rule: str) -> None:
    plain = Attribute(name="plain")

    found = read_rules("Thing", [plain], [rule, f"plain {rule}", f"plain must be {rule}"])

    assert found.attributes == (plain,)
    assert len(found.unread) == 3


def test_nothing_is_written_for_a_hostile_rule(tmp_path: Path) -> None:
    with pytest.raises(ModelNeededError):
        build(tmp_path / "rule", thing(business_rules=list(TEXTS[:30])))

    assert {path.name for path in (tmp_path / "rule").iterdir()} == {"spec.json", "data"}
