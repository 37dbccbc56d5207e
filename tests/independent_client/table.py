"""The routes of one entity at a running API."""

from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

import httpx

from tests.independent_client.rows import Body, Rows, address
from tests.independent_client.specification import Entity, Field
from tests.independent_client.values import interesting, nth

PAGE = 200
NOT_FOUND = httpx.codes.NOT_FOUND


class Table:
    """The routes of one entity."""

    def __init__(self, rows: Rows, entity: Entity) -> None:
        self.rows, self.entity, self.api = rows, entity, rows.api
        self.key = entity.key.name

    def fields(self, *kinds: str) -> Iterator[Field]:
        """The free fields, or those of the kinds."""
        return (field for field in self.entity.plain if not kinds or field.type in kinds)

    def body(self, /, **changes: Any) -> Body:
        """A body that must be taken, but for the changes; a row that names itself still does."""
        found = self.rows.body(self.entity)
        for field in self.entity.fields:
            if field.target == self.entity.name and found[field.name] == found[self.key]:
                found[field.name] = changes.get(self.key, found[self.key])
        return found | changes

    def body_of(self, row: Mapping[str, Any]) -> Body:
        """Another body for a row that is there."""
        return self.body(**{self.key: row[self.key]})

    def make(self, /, **changes: Any) -> Body:
        """A stored row, as the API answers it."""
        return self.rows.store(self.entity, self.body(**changes))

    def post(self, body: Any) -> httpx.Response:
        """Create; what was created is deleted when the check is over."""
        answer = self.api.send("POST", self.entity.path, body)
        if answer.status_code == httpx.codes.CREATED:
            self.rows.remember(self.at(answer.json()))
        return answer

    def get(self, row: Mapping[str, Any]) -> httpx.Response:
        """Read one row."""
        return self.api.send("GET", self.at(row))

    def patch(self, row: Mapping[str, Any], body: Any, **headers: str) -> httpx.Response:
        """Change one row; `If_Match` is the header If-Match."""
        return self.api.send("PATCH", self.at(row), body, headers=_headers(headers))

    def put(self, row: Mapping[str, Any], body: Any, **headers: str) -> httpx.Response:
        """Replace one row."""
        return self.api.send("PUT", self.at(row), body, headers=_headers(headers))

    def delete(self, row: Mapping[str, Any], **headers: str) -> httpx.Response:
        """Delete one row."""
        return self.api.send("DELETE", self.at(row), headers=_headers(headers))

    def page(self, /, **query: Any) -> httpx.Response:
        """One page."""
        return self.api.send("GET", self.entity.path, query=query)

    def every(self, /, **query: Any) -> list[Body]:
        """The rows of all pages."""
        found: list[Body] = []
        while True:
            answer = self.page(**query, limit=PAGE, offset=len(found))
            assert answer.status_code == httpx.codes.OK, answer.text[:300]
            found += answer.json()["items"]
            if len(answer.json()["items"]) < PAGE:
                return found

    def at(self, row: Mapping[str, Any]) -> str:
        """The address of a row."""
        return address(self.entity, row[self.key])

    @property
    def unknown_key(self) -> Any:
        """An identifier that no row has."""
        for number in range(77_777, 77_877):
            candidate = nth(self.entity.key, number)
            if self.get({self.key: candidate}).status_code == NOT_FOUND:
                return candidate
        raise LookupError(f"every identifier of {self.entity.name} is taken")

    def unknown(self) -> str:
        """Its address."""
        return address(self.entity, self.unknown_key)

    def users(self) -> Iterator[tuple[str, Field]]:
        """The entities and fields that refer to this one."""
        for entity in self.rows.entities.values():
            for field in entity.fields:
                if field.target == self.entity.name:
                    yield entity.name, field

    def other(self, name: str) -> "Table":
        """Another entity's routes."""
        return Table(self.rows, self.rows.entities[name])


def edge_rows(table: Table, most: int = 40) -> Iterator[Body]:
    """What rows may hold instead: every interesting value of every field once."""
    shared = {name for group in table.entity.unique for name in group}
    choices = [(field, list(islice(interesting(field), most))) for field in table.fields()]
    for number in range(max((len(values) for _, values in choices), default=0)):
        yield {
            field.name: values[number % len(values)]
            for field, values in choices
            if values and (field.name not in shared or number < len(values))
        }


def _headers(named: Mapping[str, str]) -> dict[str, str]:
    return {name.replace("_", "-"): value for name, value in named.items()}
