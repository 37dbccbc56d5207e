"""What HTTP, JSON and OpenAPI promise: unknown fields, malformed bodies, odd addresses."""

from collections.abc import Iterator
from urllib.parse import quote

from tests.independent_client.api import answered, refused
from tests.independent_client.outcomes import Outcome, holds
from tests.independent_client.table import Table

MALFORMED = (b"{", b"", b"[1,", b'{"a": 1', b"\xff\xfe", b'{"a": \xc3\x28}', b"{'a': 1}", b"nul",
             b"[" * 100_000, b'{"a":' * 3_000 + b"1" + b"}" * 3_000, b"1" * 5_000)  # fmt: skip
NO_OBJECT = (b"[]", b"1", b'"text"', b"null", b"true", b"[{}]")
ODD_KEYS = (str(2**70), str(-(2**70)), str(2**63), "1e5", "\u0661", "%", "%00", "a/b", " ", "null",
            "\U0001f600", "'", "0x1", "NaN", "x" * 3000)  # fmt: skip


def unknown_fields(table: Table) -> Iterator[Outcome]:
    row = table.make()
    strange = {"no_such": 1}
    body = table.body()
    yield Outcome("POST", refused(table.post(body | strange), 422, naming="no_such"))
    yield Outcome("PATCH", refused(table.patch(row, strange), 422, naming="no_such"))
    body[table.key] = row[table.key]
    yield Outcome("PUT", refused(table.put(row, body | strange), 422, naming="no_such"))
    for name in ("__class__", "__init__", "metadata", "model_config", "_sa_instance_state"):
        if name not in {field.name for field in table.entity.fields}:
            yield Outcome(f"PATCH {name}", refused(table.patch(row, {name: 1}), 422))
    yield Outcome("nothing was changed", answered(table.get(row), 200, row))


def malformed_bodies(table: Table) -> Iterator[Outcome]:
    row = table.make()
    as_json = {"content-type": "application/json"}
    for method, place in (
        ("POST", table.entity.path),
        ("PATCH", table.at(row)),
        ("PUT", table.at(row)),
    ):
        for content in (*MALFORMED, *NO_OBJECT):
            answer = table.api.send(method, place, headers=as_json, content=content)
            unreadable = content in MALFORMED and answer.status_code == 400
            problem = refused(answer, 400 if unreadable else 422)
            yield Outcome(f"{method} {content[:12]!r}", problem)
        for kind in ("text/plain", "application/xml", "multipart/form-data", "a/b; charset=x"):
            answer = table.api.send(method, place, headers={"content-type": kind}, content=b"<a/>")
            yield holds(f"{method} {kind}", answer.status_code in {400, 415, 422}, answer.text)


def odd_addresses(table: Table) -> Iterator[Outcome]:
    for key in ODD_KEYS:
        place = f"{table.entity.path}/{quote(key, safe='')}"
        for method, body in (("GET", ...), ("PATCH", {}), ("DELETE", ...)):
            status = table.api.send(method, place, body).status_code
            yield holds(f"{method} {key[:20]!a}", status in {404, 422}, str(status))


def other_methods(table: Table) -> Iterator[Outcome]:
    row = table.make()
    for place in (table.entity.path, table.at(row)):
        for method in (
            "HEAD",
            "OPTIONS",
            "TRACE",
            "FROB",
            "POST" if place != table.entity.path else "PUT",
        ):
            answer = table.api.send(method, place, {} if method in {"POST", "PUT"} else ...)
            yield holds(f"{method} {place}", answer.status_code < 500, answer.text)
            if answer.status_code == 405 and method != "HEAD":
                yield Outcome(f"{method} {place} is a problem", refused(answer, 405))


def documented(table: Table) -> Iterator[Outcome]:
    document = table.api.send("GET", "/openapi.json").json()
    paths = document["paths"]
    path = table.entity.path
    items = [paths[name] for name in paths if name.startswith(f"{path}/{{")]
    yield holds("the collection", paths.get(path, {}).keys() >= {"get", "post"})
    yield holds("the item", items and items[0].keys() >= {"get", "patch", "put", "delete"})
    post = paths[path]["post"]
    reference = post["requestBody"]["content"]["application/json"]["schema"]["$ref"]
    schema = document["components"]["schemas"][reference.rpartition("/")[2]]
    names = {field.name for field in table.entity.fields}
    yield holds("every field is described", schema["properties"].keys() == names)
    needed = {field.name for field in table.entity.fields if field.needed}
    yield holds("required fields are told", set(schema.get("required", [])) == needed)
    yield holds("an example is there", schema.get("examples"))
    answer = table.post(schema["examples"][0])
    yield holds("the example is valid", answer.status_code in {201, 409}, answer.text)
    problems = {"409", "422"} <= post["responses"].keys()
    yield holds("problems are described", problems)
