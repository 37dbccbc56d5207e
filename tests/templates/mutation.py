"""Breaks a generated API in one place at a time: do the generated tests notice?

Each mutant is a change of one file for one entity, or of nothing where the entity has no such
constraint. What is checked twice, by pydantic and by the database, is broken in both places.
"""

import ast
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

CRUD, LISTING, SESSION = "app/crud.py", "app/listing.py", "app/database/session.py"
_SET_ALL = "    for name, value in values.items():\n"
_OTHERS_TOO = "    db.execute(sa.update(type(row)).values(values))\n"


@dataclass(frozen=True, slots=True)
class Target:
    """The entity whose API is broken, by the names in the code."""

    module: str
    class_name: str

    @property
    def model(self) -> str:
        return f"app/models/{self.module}.py"

    @property
    def routes(self) -> str:
        return f"app/routes/{self.module}.py"

    @property
    def tests(self) -> str:
        return f"tests/test_{self.module}.py"


@dataclass(frozen=True, slots=True)
class Survivors:
    """What became of the mutants of one entity."""

    sound_passes: bool
    tried: int
    alive: tuple[str, ...]


Change = Callable[[str], str]
Mutation = tuple[str, Callable[[Target], str], Change]


def in_file(path: str) -> Callable[[Target], str]:
    return lambda _: path


def _model(target: Target) -> str:
    return target.model


def _routes(target: Target) -> str:
    return target.routes


def replaced(old: str, new: str) -> Change:
    return lambda text: text.replace(old, new)


def _without(*patterns: str) -> Change:
    def change(text: str) -> str:
        for pattern in patterns:
            text = re.sub(pattern, "", text, flags=re.DOTALL)
        return text

    return change


def _put_is_lost(text: str) -> str:
    head, replace, rest = text.partition("\ndef replace_")
    return (
        head
        + replace
        + re.sub(r"    crud\.update\(", "    str((", rest, count=1).replace(
            "}))\n    replaced", "})))\n    replaced", 1
        )
    )


def _validation_off(text: str) -> str:
    """Every field of a body may be anything."""
    tree = ast.parse(text)
    for node in tree.body:
        if isinstance(node, ast.ClassDef) and node.name.endswith(("Create", "Update")):
            for field in node.body:
                if isinstance(field, ast.AnnAssign):
                    field.annotation = ast.Name("object", ast.Load())
    return ast.unparse(tree)


MUTATIONS: tuple[Mutation, ...] = (
    ("no route creates", _routes, replaced("@router.post(", "@router.trace(")),
    ("the list ignores its limit", in_file(LISTING), replaced(".limit(query.limit)", "")),
    ("the list ignores its offset", in_file(LISTING), replaced(".offset(query.offset)", "")),
    (
        "the list ignores filters",
        in_file(LISTING),
        replaced(".where(*_filters(model, query))", ""),
    ),
    (
        "the list ignores its order",
        in_file(LISTING),
        replaced("*_order(query.sort, sortable), ", ""),
    ),
    ("the total is one", in_file(LISTING), replaced(".all(), total", ".all(), 1")),
    ("a replacement is not stored", _routes, _put_is_lost),
    ("a change is not stored", in_file(CRUD), replaced("setattr(row, name, value)", "pass")),
    ("a change touches all rows", in_file(CRUD), replaced(_SET_ALL, _OTHERS_TOO + _SET_ALL)),
    ("a delete does nothing", in_file(CRUD), replaced("    db.delete(row)\n", "    pass\n")),
    (
        "a delete empties the table",
        in_file(CRUD),
        replaced("    db.delete(row)\n", "    db.execute(sa.delete(type(row)))\n"),
    ),
    (
        "If-Match is ignored",
        in_file(CRUD),
        replaced('    if "*" not in tags and', "    if False and"),
    ),
    ("unknown fields are taken", _model, replaced('extra="forbid"', 'extra="ignore"')),
    ("a body is not checked", _model, _validation_off),
    # only where the entity has such a constraint
    ("the search finds everything", in_file(LISTING), replaced("    if query.q:", "    if False:")),
    (
        "lengths are not checked",
        _model,
        _without(r",? ?max_length=\d+", r"sa\.CheckConstraint\(\s*'length\([^)]*\) <= [^)]*\),"),
    ),
    (
        "uniqueness is not kept",
        _model,
        _without(r"sa\.UniqueConstraint\([^)]*\),"),
    ),
    (
        "references are not kept",
        in_file(SESSION),
        replaced("foreign_keys=ON", "foreign_keys=OFF"),
    ),
    (
        "comparisons are not made",
        _model,
        _without(
            r"    Comparison\([^)]*\),", r"sa\.CheckConstraint\(\s*[^,]*\" [<>=!]+ \"[^)]*\),"
        ),
    ),
)
NEEDED = {
    "the search finds everything": ("routes", r"SEARCHED = \(\n"),
    "references are not kept": ("model", r"sa\.ForeignKey\("),
}


RUNNER = Path(__file__).with_name("run_mutants.py")


def survivors(
    sound: Path, target: Target, into: Path, mutations: Collection[Mutation] = MUTATIONS
) -> Survivors:
    """Run the entity's tests against the sound system and against each mutant of it."""
    names = {str(sound): ""}
    names |= {str(folder): name for name, folder in mutants(sound, target, into, mutations)}
    jobs = "".join(json.dumps({"folder": one, "tests": target.tests}) + "\n" for one in names)
    done = subprocess.run(
        [sys.executable, "-W", "ignore", str(RUNNER)],
        input=jobs,
        capture_output=True,
        text=True,
        check=True,
    )
    codes = {one["folder"]: one["code"] for one in map(json.loads, done.stdout.splitlines())}
    alive = tuple(name for folder, name in names.items() if name and codes[folder] == 0)
    return Survivors(codes[str(sound)] == 0, len(names) - 1, alive)


def mutants(
    sound: Path, target: Target, into: Path, mutations: Collection[Mutation] = MUTATIONS
) -> Iterator[tuple[str, Path]]:
    """(name, folder) of every mutant that differs from the sound system."""
    for name, place, change in mutations:
        if name in NEEDED and not _has(sound, target, *NEEDED[name]):
            continue
        path = place(target)
        text = (sound / path).read_text(encoding="utf-8")
        mutated = change(text)
        if mutated == text:
            continue
        ast.parse(mutated)
        folder = shutil.copytree(sound, into / name.replace(" ", "_"))
        (folder / path).write_text(mutated, encoding="utf-8")
        yield name, folder


def _has(sound: Path, target: Target, kind: str, pattern: str) -> bool:
    text = (sound / getattr(target, kind)).read_text(encoding="utf-8")
    return re.search(pattern, text) is not None
