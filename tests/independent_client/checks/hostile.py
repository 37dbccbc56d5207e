"""Hostile text as a value: stored exactly or refused, and the table can still be used."""

import json
from collections.abc import Iterator
from typing import Any

from tests.independent_client.api import answered, refused
from tests.independent_client.outcomes import Outcome, holds
from tests.independent_client.rows import Body
from tests.independent_client.specification import Field
from tests.independent_client.table import Table
from tests.independent_client.texts import HOSTILE, MEGABYTE

DEEP = (50, 300, 900, 5_000)
ODD_KEYS = ("a/b", "/", "a/", "/a", "..", ".", "a/../b", "a b", "a?b=c#d", "a%2Fb", "100%", "é",
            "a\nb", "a\n", "\r", ";", "a;b", "+", "a+b", "&", "{x}", "'", '"', "docs", "\\",
            "\U0001f600")  # fmt: skip


def hostile_texts(table: Table) -> Iterator[Outcome]:
    fields = list(table.fields("string", "text", "email", "url", "enum", "json", "list"))
    shared = {name for group in table.entity.unique for name in group}
    for text in (*HOSTILE, MEGABYTE):
        table.rows.clear()
        free = {f.name: _as(f, text) for f in fields if f.name not in shared and f.takes_any_text}
        yield from _stored_or_refused(table, free, text)
        for field in fields:
            if field.name not in free:
                yield from _stored_or_refused(table, {field.name: _as(field, text)}, text)
    yield holds("the list can be read", table.page().status_code == 200)


def _as(field: Field, text: str) -> Any:
    return {"json": {text[:50]: [text]}, "list": [text]}.get(field.type, text)


def _stored_or_refused(table: Table, changes: Body, text: str) -> Iterator[Outcome]:
    body = table.body(**changes)
    answer = table.post(body)
    stored = answer.status_code != 422
    read = table.get(body) if stored else answer
    for name, value in changes.items():
        what = f"{name} = {text[:30]!a}"
        if stored:
            yield Outcome(what, answered(answer, 201, {name: value}))
            yield Outcome(f"{what}, read", answered(read, 200, {name: value}))
        else:
            yield Outcome(f"{what} is refused", refused(answer, 422))


def hostile_keys(table: Table) -> Iterator[Outcome]:
    """A row that was stored can be read, changed and deleted at its Location."""
    if table.entity.key.type not in {"string", "text"} or table.entity.key.target:
        return
    for text in (*ODD_KEYS, *HOSTILE):
        body = table.body(**{table.key: text})
        answer = table.post(body)
        if answer.status_code == 422:
            yield holds(f"{text!a} is refused", table.key in answer.text)
            continue
        yield Outcome(f"{text!a} is stored", answered(answer, 201, body))
        place = answer.headers.get("location", "")
        yield Outcome(f"{text!a} is read", answered(table.api.send("GET", place), 200, body))
        changed = table.api.send("PATCH", place, {})
        yield Outcome(f"{text!a} is changed", answered(changed, 200, body))
        yield Outcome(f"{text!a} is deleted", answered(table.api.send("DELETE", place), 204))


def hostile_queries(table: Table) -> Iterator[Outcome]:
    texts = [field.name for field in table.fields("string", "text", "email", "enum")]
    for text in HOSTILE:
        if "\ud800" in text or "\udfff" in text:
            continue
        for query in ({"q": text}, {"sort": text}, {"limit": text}, dict.fromkeys(texts, text)):
            status = table.page(**query).status_code
            yield holds(f"{list(query)}={text[:20]!a}", status in {200, 422}, str(status))


def deep_documents(table: Table) -> Iterator[Outcome]:
    for field in table.fields("json"):
        for depth in DEEP:
            body = json.dumps(table.body() | {field.name: 0}).encode()
            nested = b"[" * depth + b"]" * depth
            marker = f'"{field.name}": 0'.encode()
            content = body.replace(marker, f'"{field.name}": '.encode() + nested)
            kind = {"content-type": "application/json"}
            answer = table.api.send("POST", table.entity.path, headers=kind, content=content)
            yield holds(
                f"{field.name}, {depth} deep",
                answer.status_code in {201, 400, 422},
                answer.text[:200],
            )
            if answer.status_code == 201:
                table.rows.remember(table.at(answer.json()))
                yield Outcome(
                    f"{field.name}, {depth} deep, read", answered(table.get(answer.json()), 200)
                )
            yield holds(f"the list, {depth} deep", table.page().status_code == 200)
