"""The templates that this service ships: the seed's six by entity, the rest by system.

A new template is one file under `templates/`, one line here, and one line in `artefacts.py` that
says where its output goes.
"""

from domain.templates import SweaType, TemplateMetadata


def _template(
    template_id: str, path: str, swea_type: SweaType, description: str, version: str = "1.0.0"
) -> TemplateMetadata:
    return TemplateMetadata(
        template_id=template_id,
        template_path=path,
        entity_types=("*",),
        swea_type=swea_type,
        version=version,
        description=description,
    )


SEED_TEMPLATES = (
    _template(
        "backend_model_crud",
        "backend/model_crud.py.j2",
        SweaType.BACKEND,
        "SQLAlchemy model + Pydantic schema for standard CRUD entity",
    ),
    _template(
        "backend_routes_crud",
        "backend/routes_crud.py.j2",
        SweaType.BACKEND,
        "FastAPI routes for create, read, update, delete, list operations",
    ),
    _template(
        "database_schema_crud",
        "database/schema_crud.sql.j2",
        SweaType.DATABASE,
        "SQLite CREATE TABLE with indexes for standard CRUD",
    ),
    _template(
        "frontend_streamlit_form",
        "frontend/streamlit_form.py.j2",
        SweaType.FRONTEND,
        "Streamlit form for create/update with validation",
    ),
    _template(
        "frontend_streamlit_table",
        "frontend/streamlit_table.py.j2",
        SweaType.FRONTEND,
        "Streamlit table view with pagination and delete",
    ),
    _template(
        "test_integration_crud",
        "tests/integration_crud.py.j2",
        SweaType.TEST,
        "Pytest integration tests for full CRUD lifecycle",
    ),
)

B, F, T = SweaType.BACKEND, SweaType.FRONTEND, SweaType.TEST
SHARED_TEMPLATES = (
    _template("backend_main", "backend/main.py.j2", B, "FastAPI application"),
    _template("backend_package", "backend/package.py.j2", B, "Package of the API"),
    _template("backend_models_package", "backend/models_package.py.j2", B, "All models"),
    _template("backend_routes_package", "backend/routes_package.py.j2", B, "All routers"),
    _template("backend_fields", "backend/fields.py.j2", B, "Types of requests and answers"),
    _template("backend_problems", "backend/problems.py.j2", B, "Problem details (RFC 9457)"),
    _template("backend_listing", "backend/listing.py.j2", B, "Page, filter, order, search"),
    _template("backend_crud", "backend/crud.py.j2", B, "Saving and deleting rows, ETags"),
    _template("backend_comparisons", "backend/comparisons.py.j2", B, "Fields that are compared"),
    _template("backend_links", "backend/links.py.j2", B, "Linking rows, addresses of links"),
    _template("backend_links_models", "backend/links_models.py.j2", B, "Link tables"),
    _template("backend_links_routes", "backend/links_routes.py.j2", B, "Routes of links"),
    _template("backend_database_package", "database/package.py.j2", B, "Package of the database"),
    _template("backend_database_base", "database/base.py.j2", B, "Declarative base"),
    _template("backend_database_types", "database/types.py.j2", B, "Column types"),
    _template("backend_database_session", "database/session.py.j2", B, "Engine and sessions"),
    _template("backend_database_migrate", "database/migrate.py.j2", B, "Runs migrations"),
    _template("test_conftest", "tests/conftest.py.j2", T, "Fixtures: an application in memory"),
    _template("test_rows", "tests/rows.py.j2", T, "Valid rows of every entity"),
    _template("test_links", "tests/integration_links.py.j2", T, "Tests of links"),
    _template("test_package", "tests/package.py.j2", T, "Package of the tests"),
    _template("shared_readme", "shared/readme.md.j2", B, "README of the generated system"),
    _template("shared_requirements", "shared/requirements.txt.j2", B, "Requirements"),
    _template("shared_pyproject", "shared/pyproject.toml.j2", T, "Settings of pytest and linters"),
    # the user interface
    _template("frontend_app", "frontend/app.py.j2", F, "Entry point of the user interface"),
    _template("frontend_navigation", "frontend/navigation.py.j2", F, "Pages of the user interface"),
    _template("frontend_api", "frontend/api.py.j2", F, "Client of the API"),
    _template("frontend_package", "frontend/package.py.j2", F, "Packages of the user interface"),
    _template("frontend_page", "frontend/page.py.j2", F, "Page: table and form"),
    _template("frontend_columns", "frontend/columns.py.j2", F, "Columns of tables"),
    _template("frontend_form", "frontend/form.py.j2", F, "What every form does"),
    _template("frontend_items", "frontend/items.py.j2", F, "Items of lists"),
    _template("frontend_links", "frontend/links.py.j2", F, "Choosing what is linked"),
    _template("frontend_listing", "frontend/listing.py.j2", F, "Search, filter, sort, turn pages"),
    _template("frontend_parsing", "frontend/parsing.py.j2", F, "From what was typed to JSON"),
    _template("frontend_references", "frontend/references.py.j2", F, "Labels of references"),
    _template("frontend_state", "frontend/state.py.j2", F, "State between reruns"),
    _template("frontend_text", "frontend/text.py.j2", F, "Text, not Markdown"),
    _template("frontend_inputs_texts", "frontend/inputs/texts.py.j2", F, "Inputs of text"),
    _template("frontend_inputs_numbers", "frontend/inputs/numbers.py.j2", F, "Inputs of numbers"),
    _template(
        "frontend_inputs_times", "frontend/inputs/times.py.j2", F, "Inputs of dates and times"
    ),
    _template(
        "frontend_inputs_choices", "frontend/inputs/choices.py.j2", F, "Inputs with closed answers"
    ),
    _template("frontend_inputs_files", "frontend/inputs/files.py.j2", F, "Input of files"),
    _template("frontend_config", "frontend/config.toml.j2", F, "Settings of Streamlit"),
)

CATALOGUE = (*SEED_TEMPLATES, *SHARED_TEMPLATES)
