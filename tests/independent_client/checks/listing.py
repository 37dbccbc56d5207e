"""Lists: counted, cut into pages, filtered, sorted, searched."""

from collections.abc import Iterator
from typing import Any

from tests.independent_client.api import refused
from tests.independent_client.outcomes import Outcome, holds
from tests.independent_client.rows import Body
from tests.independent_client.specification import SHAPELESS, TEXTS
from tests.independent_client.table import Table, edge_rows
from tests.independent_client.values import ordered

OUTSIDE: tuple[tuple[str, Any], ...] = (
    ("limit", 0), ("limit", -1), ("limit", 201), ("limit", 2**70), ("limit", "ten"), ("limit", ""),
    ("offset", -1), ("offset", 2**70), ("offset", 2**64), ("offset", "1.5"), ("sort", "no_such"),
    ("sort", "-no_such"), ("no_such", "1"), ("q", "x" * 10_000),
)  # fmt: skip


def pages(table: Table) -> Iterator[Outcome]:
    before = table.page().json()["total"]
    made = [table.make() for _ in range(3)]
    answer = table.page().json()
    yield holds("the answer is a page", answer.keys() >= {"items", "total", "limit", "offset"})
    yield holds("new rows are counted", answer["total"] >= before + 3, str(answer["total"]))
    total = answer["total"]
    cut = [table.page(limit=2, offset=at).json() for at in range(0, total, 2)]
    keys = [row[table.key] for page in cut for row in page["items"]]
    yield holds("every row is on one page", len(keys) == len(set(keys)) == total, f"{keys}")
    yield holds("new rows are there", {row[table.key] for row in made} <= set(keys))
    yield holds("a page is no longer than asked", all(len(p["items"]) <= 2 for p in cut))
    told = all(
        (p["total"], p["limit"], p["offset"]) == (total, 2, 2 * n) for n, p in enumerate(cut)
    )
    yield holds("a page tells where it is", told)
    yield holds("the largest page", table.page(limit=200).status_code == 200)
    beyond = table.page(offset=total)
    yield holds("after the end", beyond.json()["items"] == [] and beyond.json()["total"] == total)
    yield holds("rows in a list are whole", made[0] in table.every(), "the row differs")


def outside(table: Table) -> Iterator[Outcome]:
    for name, value in OUTSIDE:
        answer = table.page(**{name: value})
        yield Outcome(f"{name}={str(value)[:30]}", refused(answer, 422, naming=name))


def filters(table: Table) -> Iterator[Outcome]:
    rows = [table.make(), table.make()]
    for field in table.entity.fields:
        if field.type in SHAPELESS:
            yield Outcome(
                f"{field.name} has no filter", refused(table.page(**{field.name: "1"}), 422)
            )
            continue
        every = table.every()
        for value in [row[field.name] for row in rows]:
            wanted = [row for row in every if row[field.name] == value]
            found = table.every(**{field.name: _asked(value)})
            what = f"{field.name}={str(value)[:40]}"
            yield holds(what, _by(table, found) == _by(table, wanted), f"{len(found)} rows")
        for value in ("2" + "0" * 70, "NaN", "\x00", "'", ""):
            status = table.page(**{field.name: value}).status_code
            yield holds(f"{field.name}={value[:5]!a}", status in {200, 422}, str(status))


def sorting(table: Table) -> Iterator[Outcome]:
    """Rows whose values sort differently as text and as what they are."""
    for changes in edge_rows(table, most=14):
        table.post(table.body(**changes))
    for field in table.entity.fields:
        if field.type in SHAPELESS:
            answer = table.page(sort=field.name)
            yield Outcome(f"{field.name} has no order", refused(answer, 422, naming="sort"))
            continue
        for sign in ("", "-"):
            rows = table.every(sort=f"{sign}{field.name}")
            found = [row[field.name] for row in rows if row[field.name] is not None]
            right = ordered(field, found)
            right = right[::-1] if sign else right
            yield holds(f"{sign}{field.name}", found == right, f"{found} instead of {right}"[:300])
    rows = table.every(sort=f"-{table.key},{table.key}")
    yield holds("by two fields", len(rows) == table.page().json()["total"])


def searching(table: Table) -> Iterator[Outcome]:
    texts = [field for field in table.entity.fields if field.type in TEXTS]
    row = table.make()
    for field in texts:
        if not field.target and len(row[field.name]) <= 200:
            found = table.every(q=row[field.name])
            yield holds(f"{field.name} is found", row in found, f"q={row[field.name]!a}")
            found = table.every(q=row[field.name].swapcase())
            ascii_only = row[field.name].isascii()
            yield holds(f"{field.name} in any case", not ascii_only or row in found)
    yield holds("no such text", table.every(q="\u2205 no such \u2205") == [])
    for sign in ("%", "_", "\\", "'", '"', "\u0130"):
        expected = [r for r in table.every() if any(sign in (r[f.name] or "") for f in texts)]
        found = table.every(q=sign)
        yield holds(
            f"q={sign!a} is literal",
            _by(table, found) == _by(table, expected),
            f"{len(found)} rows",
        )


def _by(table: Table, rows: list[Body]) -> list[str]:
    return sorted(str(row[table.key]) for row in rows)


def _asked(value: Any) -> str:
    return (
        {True: "true", False: "false"}.get(value, str(value))
        if isinstance(value, bool)
        else str(value)
    )
