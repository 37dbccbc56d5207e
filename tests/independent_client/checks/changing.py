"""PATCH, PUT and DELETE: they change what they say, and nothing else."""

from collections.abc import Iterator

from tests.independent_client.api import answered, refused
from tests.independent_client.outcomes import Outcome, holds
from tests.independent_client.table import Table


def patches(table: Table) -> Iterator[Outcome]:
    row, other = table.make(), table.make()
    yield Outcome("an empty change", answered(table.patch(row, {}), 200, row))
    change = table.body_of(row)
    for field in table.entity.fields:
        if field.is_key:
            continue
        value = {field.name: change[field.name]}
        row = row | value
        yield Outcome(f"{field.name} alone", answered(table.patch(row, value), 200, row))
        yield Outcome(f"{field.name} stays changed", answered(table.get(row), 200, row))
    yield Outcome("other rows stay", answered(table.get(other), 200, other))


def patches_to_null(table: Table) -> Iterator[Outcome]:
    row = table.make()
    for field in table.entity.fields:
        answer = table.patch(row, {field.name: None})
        if field.required:
            yield Outcome(f"{field.name} to null", refused(answer, 422, naming=field.name))
        else:
            row = row | {field.name: None}
            yield Outcome(f"{field.name} to null", answered(answer, 200, row))
    yield Outcome("the row is as told", answered(table.get(row), 200, row))


def puts(table: Table) -> Iterator[Outcome]:
    row, other = table.make(), table.make()
    body = table.body_of(row)
    yield Outcome("a full body replaces", answered(table.put(row, body), 200, body))
    yield Outcome("and stays", answered(table.get(row), 200, body))
    yield Outcome("other rows stay", answered(table.get(other), 200, other))
    for field in table.entity.fields:
        if field.needed:
            rest = {name: value for name, value in body.items() if name != field.name}
            answer = table.put(row, rest)
            yield Outcome(f"without {field.name}", refused(answer, 422, naming=field.name))
    needed = {f.name: body[f.name] for f in table.entity.fields if f.needed or f.is_key}
    expected = {
        f.name: needed.get(f.name, f.default)
        for f in table.entity.fields
        if f.name in needed or not f.required or f.default is not None
    }
    yield Outcome("what is left out is reset", answered(table.put(row, needed), 200, expected))
    yield Outcome("and stays reset", answered(table.get(row), 200, expected))


def identifiers_stay(table: Table) -> Iterator[Outcome]:
    row, other = table.make(), table.make()
    key = {table.key: other[table.key]}
    yield Outcome("PATCH", refused(table.patch(row, key), 422, naming=table.key))
    answer = table.put(row, table.body() | key)
    yield Outcome("PUT", refused(answer, 422, naming=table.key))
    same = {table.key: row[table.key]}
    yield Outcome("PATCH with its own", answered(table.patch(row, same), 200, row))
    if table.entity.key.generated or table.entity.key.default is not None:
        body = table.body_of(row)
        del body[table.key]
        yield Outcome("PUT without one", answered(table.put(row, body), 200, body | same))


def deletes(table: Table) -> Iterator[Outcome]:
    other, row = table.make(), table.make()
    answer = table.delete(row)
    yield Outcome("DELETE", answered(answer, 204))
    yield holds("it has no body", answer.content == b"")
    yield Outcome("the row is gone", refused(table.get(row), 404))
    yield Outcome("DELETE again", refused(table.delete(row), 404))
    yield Outcome("PATCH of it", refused(table.patch(row, {}), 404))
    yield Outcome("PUT of it", refused(table.put(row, table.body_of(row)), 404))
    yield Outcome("other rows stay", answered(table.get(other), 200, other))
    again = table.body_of(row)
    if not table.entity.key.target:
        yield Outcome("the identifier is free again", answered(table.post(again), 201, again))


def unknown_rows(table: Table) -> Iterator[Outcome]:
    place, body = table.unknown(), table.body()
    body[table.key] = table.unknown_key
    yield Outcome("GET", refused(table.api.send("GET", place), 404))
    yield Outcome("PATCH", refused(table.api.send("PATCH", place, {}), 404))
    yield Outcome("PUT", refused(table.api.send("PUT", place, body), 404))
    yield Outcome("DELETE", refused(table.api.send("DELETE", place), 404))


def preconditions(table: Table) -> Iterator[Outcome]:
    row = table.make()
    tag = table.get(row).headers.get("etag", "")
    yield holds("an ETag is quoted", len(tag) > 2 and tag[0] == tag[-1] == '"', tag)
    body = table.body_of(row)
    for stale in ('"stale"', f'W/"x{tag[1:]}', "x"):
        yield Outcome(f"PATCH {stale[:9]}", refused(table.patch(row, {}, If_Match=stale), 412))
        yield Outcome(f"PUT {stale[:9]}", refused(table.put(row, body, If_Match=stale), 412))
        yield Outcome(f"DELETE {stale[:9]}", refused(table.delete(row, If_Match=stale), 412))
    yield Outcome("nothing was changed", answered(table.get(row), 200, row))
    both = f'"other", {tag}'
    yield Outcome(
        "PATCH with one of two tags", answered(table.patch(row, {}, If_Match=both), 200, row)
    )
    yield Outcome("PUT with the tag", answered(table.put(row, body, If_Match=tag), 200, body))
    changes = any(row[name] != value for name, value in body.items())
    if changes:
        yield Outcome("the tag has changed", refused(table.delete(row, If_Match=tag), 412))
    yield Outcome("PATCH with *", answered(table.patch(row, {}, If_Match="*"), 200, body))
    tag = table.get(row).headers["etag"]
    yield Outcome("DELETE with the tag", answered(table.delete(row, If_Match=tag), 204))
    gone = table.delete(row, If_Match="*")
    yield holds("* of no row", gone.status_code in {404, 412}, gone.text)
