"""POST: what is sent can be read back, what is left out gets its default, what is wrong a name."""

from collections.abc import Iterator

from tests.independent_client.api import answered, fields_of, refused
from tests.independent_client.constraints import fits
from tests.independent_client.outcomes import Outcome, holds
from tests.independent_client.table import Table, edge_rows
from tests.independent_client.values import item_of
from tests.independent_client.wrong_values import wrong


def all_fields(table: Table) -> Iterator[Outcome]:
    body = table.body()
    created = table.post(body)
    yield Outcome("a full body is stored", answered(created, 201, body))
    location = created.headers.get("location", "")
    read = table.api.send("GET", location)
    yield Outcome("its Location can be read", answered(read, 200, body))
    yield holds("the Location is its address", location == table.at(body), location)
    yield holds("both answers are the same", read.json() == created.json())
    yield holds("both have the same ETag", read.headers["etag"] == created.headers["etag"])
    names = {field.name for field in table.entity.fields}
    yield holds("the answer has every field and no other", created.json().keys() == names)


def required_fields_alone(table: Table) -> Iterator[Outcome]:
    body = table.body()
    itself = table.entity.names_itself
    needed = {
        f.name: body[f.name] for f in table.entity.fields if f.needed or (f.is_key and itself)
    }
    answer = table.post(needed)
    yield Outcome("the required fields are enough", answered(answer, 201, needed))
    for field in table.entity.fields:
        if not field.needed and not field.generated:
            expected = {field.name: field.default}
            yield Outcome(f"{field.name} left out", answered(answer, 201, expected))


def missing_and_null(table: Table) -> Iterator[Outcome]:
    for field in table.entity.fields:
        table.rows.clear()
        body = table.body()
        rest = {name: value for name, value in body.items() if name != field.name}
        if field.needed:
            answer = table.post(rest)
            yield Outcome(f"without {field.name}", refused(answer, 422, naming=field.name))
        answer = table.post(body | {field.name: None})
        if field.generated and table.entity.names_itself:
            yield holds(f"{field.name} null", answer.status_code in {201, 409}, answer.text)
        elif field.generated:
            yield Outcome(f"{field.name} null is made up", answered(answer, 201, rest))
        elif field.required:
            yield Outcome(f"{field.name} null", refused(answer, 422, naming=field.name))
        else:
            yield Outcome(f"{field.name} null", answered(answer, 201, {field.name: None}))


def values_at_the_edge(table: Table) -> Iterator[Outcome]:
    for number, changes in enumerate(edge_rows(table)):
        if number % 4 == 0:  # a table whose key is an enum is full soon
            table.rows.clear()
        body = table.body(**changes)
        answer = table.post(body)
        read = table.get(body)
        blamed = (
            changes.keys() if answer.status_code == 201 else fields_of(answer) or changes.keys()
        )
        for name, value in ((name, changes[name]) for name in changes if name in blamed):
            what = f"{name} = {ascii(value)[:60]}"
            yield Outcome(what, answered(answer, 201, {name: value}))
            yield Outcome(f"{what}, read", answered(read, 200, {name: value}))


def wrong_values(table: Table) -> Iterator[Outcome]:
    body, row = table.body(), table.make()
    for field in table.entity.fields:
        for value in wrong(field):
            what = f"{field.name} = {ascii(value)[:60]}"
            bad = body | {field.name: value}
            yield Outcome(what, refused(table.post(bad), 422, naming=field.name))
            if not field.is_key and not isinstance(value, list | dict):
                answer = table.patch(row, {field.name: value})
                yield Outcome(f"{what}, changed", refused(answer, 422, naming=field.name))
    yield Outcome("nothing was changed", answered(table.get(row), 200, row))


def other_notations(table: Table) -> Iterator[Outcome]:
    """What may be written in several ways is answered in one, after a change as well."""
    for field in table.fields("decimal", "datetime", "uuid", "list", "time", "float"):
        for sent, expected in _notations.get(field.type, ()):
            if not fits(field, expected) or (
                field.type == "decimal" and field.stated.get("scale") != 2
            ):
                continue
            table.rows.clear()
            what = f"{field.name} from {sent!r}"
            row = table.make(**{field.name: sent})
            wanted = {field.name: expected}
            yield Outcome(what, answered(table.get(row), 200, wanted))
            other = table.make(**{field.name: None}) if not field.required else row
            changed = table.patch(other, wanted | {field.name: sent})
            if changed.status_code != 409:
                yield Outcome(f"{what}, changed", answered(changed, 200, wanted))
                read = table.get(other)
                yield holds(f"{what}, read as changed", read.json() == changed.json(), read.text)
                same = read.headers["etag"] == changed.headers["etag"]
                yield holds(f"{what}, one ETag", same)


def lists_of_notations(table: Table) -> Iterator[Outcome]:
    for field in table.fields("list"):
        for sent, expected in _notations.get(item_of(field).type, ()):
            row = table.make(**{field.name: [sent]})
            read = table.get(row)
            yield holds(f"{field.name} from {[sent]!r}", read.json() == row, f"{read.text} {row}")
            if item_of(field).type != "decimal":
                yield Outcome(
                    f"{field.name} is {expected!r}", answered(read, 200, {field.name: [expected]})
                )


_notations: dict[str, tuple[tuple[object, object], ...]] = {
    "decimal": (
        ("5", "5.00"), (5, "5.00"), (1.25, "1.25"), ("1.5", "1.50"), ("1e1", "10.00"),
        ("+2.5", "2.50"), ("007.50", "7.50"), ("-0", "0.00"),
    ),
    "datetime": (
        ("2024-05-06T12:00:00+02:00", "2024-05-06T10:00:00Z"),
        ("2024-05-06T22:30:00-03:30", "2024-05-07T02:00:00Z"),
        ("2024-05-06T12:00:00", "2024-05-06T12:00:00Z"),
        ("2024-05-06T12:00", "2024-05-06T12:00:00Z"),
        ("2024-05-06T12:00:00.500Z", "2024-05-06T12:00:00.500000Z"),
    ),
    "uuid": (
        ("C0FFEE00-0000-0000-0000-0000000000AA", "c0ffee00-0000-0000-0000-0000000000aa"),
        ("c0ffee000000000000000000000000ab", "c0ffee00-0000-0000-0000-0000000000ab"),
    ),
    "time": (("10:20", "10:20:00"), ("10:20:30.5", "10:20:30.500000")),
    "float": ((3, 3.0), (1e0, 1.0)),
}  # fmt: skip
