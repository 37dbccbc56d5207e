"""Everything that a template can see, computed once for a system.

`entity` and `system` are for backend, database and tests, `view`, `views` and `targets` for the
user interface, `test` and `tests` for the tests, `links` for all of them. `title` is text: like
any value it goes through a literal filter.
"""

from collections.abc import Mapping
from typing import Any

from domain import values
from domain.entities import EntitySpec, SystemSpec
from domain.generation.backend import system_model
from domain.generation.cycles import optional_on_cycles
from domain.generation.frontend import entity_view
from domain.generation.inputs import Target
from domain.generation.links import links_of
from domain.generation.testing import crud_tests
from domain.naming import EntityNames, name_system


class SystemViews:
    """The contexts of all templates for one checked system. Read-only after it was made."""

    def __init__(self, system: SystemSpec) -> None:
        self.names: Mapping[str, EntityNames] = name_system(system)
        model = system_model(system, self.names)
        self._entities = {entity.names.entity: entity for entity in model.entities}
        views = {
            e.name: entity_view(e, system, self.names, self._entities[e.name].comparisons)
            for e in system.entities
        }
        self._views = views
        circular = optional_on_cycles(system)
        tests = {
            name: crud_tests(entity, {field for owner, field in circular if owner == name})
            for name, entity in self._entities.items()
        }
        self._shared: dict[str, Any] = {
            "title": system.name,
            "requests": system.requests,
            "modules": {name: one.module for name, one in self.names.items()},
            "rules": {one.name: one.business_rules for one in system.entities},
            "system": model,
            "links": links_of(system, self.names, model),
            "views": tuple(views.values()),
            "targets": {n: Target(v.path, v.id, v.label_fields) for n, v in views.items()},
            "tests": tests,
            "max_digits": values.MAX_DIGITS,
            "email_pattern": values.EMAIL_PATTERN,
            "email_max_length": values.EMAIL_MAX_LENGTH,
            "url_max_length": values.URL_MAX_LENGTH,
        }

    def of_system(self) -> dict[str, Any]:
        """The context of a template that is rendered once."""
        return dict(self._shared)

    def of_entity(self, entity: EntitySpec) -> dict[str, Any]:
        """The context of a template that is rendered for one entity of the system."""
        return self._shared | {
            "entity": self._entities[entity.name],
            "view": self._views[entity.name],
            "test": self._shared["tests"][entity.name],
        }
