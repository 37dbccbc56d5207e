"""Unique values and references: a contradiction is a conflict that names the field."""

from collections.abc import Iterator

from tests.independent_client.api import answered, fields_of, refused
from tests.independent_client.outcomes import Outcome, holds
from tests.independent_client.table import Table


def unique_values(table: Table) -> Iterator[Outcome]:
    for group in table.entity.unique:
        row = table.make()
        same = {name: row[name] for name in group}
        body = table.body(**same)
        answer = table.post(body)
        what = " and ".join(group)
        yield Outcome(f"{what} twice", refused(answer, 409))
        if answer.status_code == 409:
            named = fields_of(answer)
            also = named and all(body[name] == row[name] for name in named)  # it names itself
            yield holds(f"{what} is named", named >= set(group) or also, answer.text)
        if table.key in group:
            continue
        other = table.make()
        changed = table.patch(other, same)
        yield Outcome(f"{what} changed to one taken", refused(changed, 409, naming=group[0]))
        replaced = table.put(other, table.body_of(other) | same)
        yield Outcome(f"{what} replaced by one taken", refused(replaced, 409, naming=group[0]))
        yield Outcome(f"{what}: nothing was changed", answered(table.get(other), 200, other))
        yield Outcome(f"{what}: its own again", answered(table.patch(row, same), 200, row))


def nulls_are_never_equal(table: Table) -> Iterator[Outcome]:
    for group in table.entity.unique:
        field = next(f for f in table.entity.fields if f.name == group[0])
        if len(group) == 1 and not field.required:
            table.make(**{field.name: None})
            answer = table.post(table.body(**{field.name: None}))
            yield Outcome(f"{field.name} null twice", answered(answer, 201))


def references_to_no_row(table: Table) -> Iterator[Outcome]:
    row = table.make()
    for field in table.entity.fields:
        if field.target is None:
            continue
        nobody = {field.name: table.other(field.target).unknown_key}
        answer = table.post(table.body() | nobody)
        yield Outcome(f"{field.name} of a new row", refused(answer, 409, naming=field.name))
        if not field.is_key:
            changed = table.patch(row, nobody)
            yield Outcome(f"{field.name} changed", refused(changed, 409, naming=field.name))
    yield Outcome("nothing was changed", answered(table.get(row), 200, row))


def rows_in_use(table: Table) -> Iterator[Outcome]:
    for user, field in table.users():
        row = table.other(user).make()
        target = {table.key: row[field.name]}
        if target[table.key] == row.get(table.other(user).key) and user == table.entity.name:
            continue  # it refers to itself
        yield Outcome(f"{user}.{field.name} is in use", refused(table.delete(target), 409))
        yield Outcome(f"{user}.{field.name} is still there", answered(table.get(target), 200))


def references_to_itself(table: Table) -> Iterator[Outcome]:
    for field in table.entity.fields:
        if field.target != table.entity.name or field.is_key:
            continue
        row = table.make()
        own = {field.name: row[table.key]}
        yield Outcome(f"{field.name} to itself", answered(table.patch(row, own), 200, row | own))
        body = table.body()
        body[field.name] = body[table.key]
        yield Outcome(f"{field.name} of a new row", answered(table.post(body), 201, body))
        yield Outcome(f"{field.name}, deleted", answered(table.delete(body), 204))
