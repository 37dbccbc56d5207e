"""Rows that the API must accept: each unlike all others, with the rows that they refer to."""

from typing import Any
from urllib.parse import quote

import httpx

from tests.independent_client.api import Api
from tests.independent_client.specification import Entity, Field
from tests.independent_client.values import nth

Body = dict[str, Any]
FIRST_ROW = 1  # what tables that require each other may call the first row of an empty one
ROUNDS = 4  # of deleting: a row that others refer to is deleted after them


class Rows:
    """Makes rows of a whole system, and deletes them again."""

    def __init__(self, api: Api, entities: tuple[Entity, ...]) -> None:
        self.api = api
        self.entities = {entity.name: entity for entity in entities}
        self._number = 0
        self._parents: dict[str, Any] = {}
        self._promised: dict[str, Any] = {}  # identifiers of rows whose parents are being made
        self._made: list[str] = []

    def body(self, entity: Entity) -> Body:
        """A body with every field, which the API must take."""
        optional = {
            field.name: self._parent(entity, field)
            for field in entity.fields
            if field.target and not field.required
        }
        body = optional | self.bare(entity)  # after its parents, which may be of the same table
        return {field.name: body[field.name] for field in entity.fields}

    def bare(self, entity: Entity) -> Body:
        """The same without the references that may be null."""
        self._number += 1
        number = self._number
        if not entity.key.target:
            self._promised[entity.name] = self._identifier(entity, number)
        body = {
            field.name: self._parent(entity, field)
            if field.target
            else self._promised[entity.name]
            if field.is_key
            else nth(field, number)
            for field in entity.fields
            if field.required or not field.target
        }
        self._promised.pop(entity.name, None)
        return body

    def store(self, entity: Entity, body: Body) -> Body:
        """The stored row, as the API answers it."""
        answer = self.api.send("POST", entity.path, body)
        if answer.status_code != httpx.codes.CREATED:
            told = f"POST {entity.path} answered {answer.status_code}: {answer.text[:300]}"
            raise AssertionError(told)
        row: Body = answer.json()
        self.remember(address(entity, row[entity.key.name]))
        return row

    def remember(self, place: str) -> None:
        """Delete that row when the check is over."""
        self._made.append(place)

    def clear(self) -> None:
        """Delete what was made, the newest first; rows that require each other stay."""
        waiting = self._made[::-1]
        for _ in range(ROUNDS):
            codes = [(place, self.api.send("DELETE", place).status_code) for place in waiting]
            waiting = [place for place, code in codes if code == httpx.codes.CONFLICT]
            if not waiting:
                break
        self._made.clear()
        self._parents.clear()

    def _identifier(self, entity: Entity, number: int) -> Any:
        if entity.key.type == "integer" and self._is_on_cycle(entity) and not self._some(entity):
            return FIRST_ROW
        return nth(entity.key, number)

    def _parent(self, entity: Entity, field: Field) -> Any:
        """The identifier of a row to refer to; one of its own where two rows may not share it."""
        target = self.entities[field.target or ""]
        if target.name in self._promised:
            some = [] if target.name == entity.name else self._some(target)
            return some[0][target.key.name] if some else self._promised[target.name]
        unshared = any(field.name in group for group in entity.unique)
        if unshared or target.name not in self._parents:
            row = self.store(target, self.bare(target))
            self._parents[target.name] = row[target.key.name]
        return self._parents[target.name]

    def _some(self, entity: Entity) -> list[Body]:
        found: list[Body] = self.api.send("GET", entity.path, query={"limit": 1}).json()["items"]
        return found

    def _is_on_cycle(self, entity: Entity) -> bool:
        seen: set[str] = set()
        waiting = [entity.name]
        while waiting:
            name = waiting.pop()
            for field in self.entities[name].fields:
                if field.target and field.required and field.target not in {name, *seen}:
                    seen.add(field.target)
                    waiting.append(field.target)
        return entity.name in seen


def address(entity: Entity, identifier: Any) -> str:
    """Where the row of that identifier is served."""
    return f"{entity.path}/{quote(str(identifier), safe='')}"
