"""Generated systems, checked over HTTP by a client that shares no code with the generator."""

import json
from pathlib import Path

import pytest

from tests.independent_client.random_systems import random_system
from tests.independent_client.run import check_system, generate
from tests.independent_client.schemas import SCHEMAS

SEED = 3  # others: `python -m tests.independent_client`
ENOUGH = 0.99  # of the checks; and no answer of 500 or above


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_a_generated_system_does_what_its_specification_says(tmp_path: Path) -> None:
    """The hard one; `make bench ONLY=generation` checks all of SCHEMAS."""
    report = check_system(SCHEMAS["hard"], tmp_path)

    assert not report.broken, str(report)
    assert report.share >= ENOUGH, str(report)
    assert not report.failures, str(report)


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_so_does_a_system_that_nobody_wrote(tmp_path: Path) -> None:
    report = check_system(nobodys(SEED, tmp_path), tmp_path)

    assert not report.broken, str(report)
    assert not report.failures, str(report)


@pytest.mark.slow
def test_the_generated_tests_of_one_pass(tmp_path: Path) -> None:
    generate(nobodys(10, tmp_path), tmp_path, "--test")


def nobodys(seed: int, folder: Path) -> Path:
    """The file of a random specification."""
    path = folder / "random.json"
    path.write_text(json.dumps(random_system(seed)), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("entities", "reason"),
    [
        ({"User": ["userID", "user_id"]}, "both become 'user_id'"),
        ({"User": ["class", "class_"]}, "both become 'class_'"),
        ({"User": ["na\u00efve", "Naive"]}, "both become 'naive'"),
        ({"Order Detail": ["a"], "orderDetails": ["a"]}, "both get the class name"),
        ({"Person": ["a"], "People": ["a"]}, "both get the class name"),
        ({"User": ["__class__"]}, "belong to Python"),
        ({"User": ["a; DROP TABLE b"]}, "cannot be part of a name"),
        ({"etc/User": ["a"]}, "path separator"),
        ({"User": ["\u202ename"]}, "bidirectional"),
        ({"User": ["n" * 64]}, "at most 63"),
    ],
)
def test_names_that_clash_or_cannot_be_one_are_refused_with_a_reason(
    entities: dict[str, list[str]], reason: str, tmp_path: Path
) -> None:
    listed = [
        {"entity": name, "attributes": [{"name": attribute} for attribute in attributes]}
        for name, attributes in entities.items()
    ]
    path = tmp_path / "clash.json"
    path.write_text(json.dumps({"schema": "clash", "entities": listed}), encoding="utf-8")

    with pytest.raises(AssertionError, match=reason):
        generate(path, tmp_path)
