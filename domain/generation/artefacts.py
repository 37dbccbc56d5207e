"""Which template gives which file of the generated folder, and when.

`{module}` stands for the entity's module; a path without it belongs to the whole system. Files of
one wave do not need one another's content and may be written at the same time.
"""

from collections.abc import Callable
from dataclasses import dataclass

from domain.business_rules.reading import read_rules
from domain.entities import SystemSpec
from domain.templates import ANY_ENTITY, SweaType

SCHEMA_PATH = "schema.sql"  # sections of all entities, in the order of the system

# Waves of SWEA types: database and frontend together, then the backend, then the tests.
WAVES = ((SweaType.DATABASE, SweaType.FRONTEND), (SweaType.BACKEND,), (SweaType.TEST,))


def _any_system(_: SystemSpec) -> bool:
    return True


def _with_comparisons(system: SystemSpec) -> bool:
    return any(
        read_rules(one.name, one.attributes, one.business_rules).comparisons
        for one in system.entities
    )


@dataclass(frozen=True, slots=True)
class Artefact:
    """One line of the table."""

    template_id: str
    path: str
    made_for: Callable[[SystemSpec], bool] = _any_system
    of_links: bool = False  # only where there are some
    entity_types: tuple[str, ...] = (ANY_ENTITY,)

    @property
    def per_entity(self) -> bool:
        """Whether there is one for each entity."""
        return "{module}" in self.path or self.path == SCHEMA_PATH

    def is_for(self, entity_type: str) -> bool:
        """Whether there is one for this entity."""
        return not {entity_type, ANY_ENTITY}.isdisjoint(self.entity_types)


ARTEFACTS = (
    Artefact("backend_model_crud", "app/models/{module}.py"),
    Artefact("backend_routes_crud", "app/routes/{module}.py"),
    Artefact("database_schema_crud", SCHEMA_PATH),
    Artefact("frontend_streamlit_form", "ui/components/{module}_form.py"),
    Artefact("frontend_streamlit_table", "ui/components/{module}_table.py"),
    Artefact("test_integration_crud", "tests/test_{module}.py"),
    Artefact("backend_main", "app/main.py"),
    Artefact("backend_package", "app/__init__.py"),
    Artefact("backend_models_package", "app/models/__init__.py"),
    Artefact("backend_routes_package", "app/routes/__init__.py"),
    Artefact("backend_fields", "app/fields.py"),
    Artefact("backend_problems", "app/problems.py"),
    Artefact("backend_listing", "app/listing.py"),
    Artefact("backend_crud", "app/crud.py"),
    Artefact("backend_comparisons", "app/comparisons.py", made_for=_with_comparisons),
    Artefact("backend_links", "app/links.py", of_links=True),
    Artefact("backend_links_models", "app/models/links.py", of_links=True),
    Artefact("backend_links_routes", "app/routes/{module}_links.py", of_links=True),
    Artefact("backend_database_package", "app/database/__init__.py"),
    Artefact("backend_database_base", "app/database/base.py"),
    Artefact("backend_database_types", "app/database/types.py"),
    Artefact("backend_database_session", "app/database/session.py"),
    Artefact("backend_database_migrate", "app/database/migrate.py"),
    Artefact("test_conftest", "tests/conftest.py"),
    Artefact("test_rows", "tests/rows.py"),
    Artefact("test_links", "tests/test_{module}_links.py", of_links=True),
    Artefact("test_package", "tests/__init__.py"),
    Artefact("shared_readme", "README.md"),
    Artefact("shared_requirements", "requirements.txt"),
    Artefact("shared_pyproject", "pyproject.toml"),
    # the user interface
    Artefact("frontend_app", "ui/app.py"),
    Artefact("frontend_navigation", "ui/navigation.py"),
    Artefact("frontend_api", "ui/api.py"),
    Artefact("frontend_package", "ui/__init__.py"),
    Artefact("frontend_package", "ui/pages/__init__.py"),
    Artefact("frontend_package", "ui/components/__init__.py"),
    Artefact("frontend_package", "ui/components/inputs/__init__.py"),
    Artefact("frontend_page", "ui/pages/{module}.py"),
    Artefact("frontend_columns", "ui/components/columns.py"),
    Artefact("frontend_form", "ui/components/form.py"),
    Artefact("frontend_items", "ui/components/items.py"),
    Artefact("frontend_links", "ui/components/links.py", of_links=True),
    Artefact("frontend_listing", "ui/components/listing.py"),
    Artefact("frontend_parsing", "ui/components/parsing.py"),
    Artefact("frontend_references", "ui/components/references.py"),
    Artefact("frontend_state", "ui/components/state.py"),
    Artefact("frontend_text", "ui/components/text.py"),
    Artefact("frontend_inputs_texts", "ui/components/inputs/texts.py"),
    Artefact("frontend_inputs_numbers", "ui/components/inputs/numbers.py"),
    Artefact("frontend_inputs_times", "ui/components/inputs/times.py"),
    Artefact("frontend_inputs_choices", "ui/components/inputs/choices.py"),
    Artefact("frontend_inputs_files", "ui/components/inputs/files.py"),
    Artefact("frontend_config", ".streamlit/config.toml"),
)
PER_ENTITY = frozenset(artefact.template_id for artefact in ARTEFACTS if artefact.per_entity)
SHARED = frozenset(artefact.template_id for artefact in ARTEFACTS) - PER_ENTITY
