"""Faults in this service's own artefacts: each is rejected at its line or doubted, none approved.

A line of the table is one kind of fault: its name, the SWEA type whose rules judge it, the file
that it is put into (`{table}`: in turn that of each sampled table) and the change, in `faults/`.
"""

from functools import cache
from typing import NamedTuple

import pytest

from application.generation.generate import GeneratedFile
from application.rules import Rules
from domain.review import Outcome, Review
from domain.templates import SweaType
from infrastructure.adapters.clock_system import SystemClock
from infrastructure.adapters.event_log_memory import MemoryEventLog
from infrastructure.adapters.pattern_engine import RE2PatternEngine
from tests.application.faults import anywhere, backend, database, frontend, tests_of_api
from tests.application.faults.database import in_section
from tests.application.faults.marked import Change, damaged
from tests.templates.systems import generation

BACKEND, FRONTEND, DATABASE, TEST = (
    SweaType.BACKEND,
    SweaType.FRONTEND,
    SweaType.DATABASE,
    SweaType.TEST,
)

TABLES = {  # with foreign keys, so that every fault finds its place
    "chinook": {"album": "albums", "customer": "customers", "invoice_line": "invoice_lines"},
    "northwind": {"employee": "employees", "order": "orders", "product": "products"},
    "sakila": {"film": "films", "rental": "rentals", "staff": "staff"},
}

MODEL, ROUTES = "app/models/{table}.py", "app/routes/{table}.py"
SESSION, CRUD = "app/database/session.py", "app/crud.py"
FORM, TABLE = "ui/components/{table}_form.py", "ui/components/{table}_table.py"
SCHEMA, TESTS, FIXTURES = "schema.sql", "tests/test_{table}.py", "tests/conftest.py"


class Fault(NamedTuple):
    """One line of the table."""

    name: str
    swea_type: SweaType
    path: str
    change: Change


def sql(expression: str) -> Change:
    """A statement that is built from a string, in the route that creates."""
    return backend.in_create(f"db.connection().exec_driver_sql(◆{expression})")


FAULTS = (
    Fault("201 dropped on one route of five", BACKEND, ROUTES, backend.no_created),
    Fault("200 instead of 201", BACKEND, ROUTES, backend.ok_instead_of_created),
    Fault("204 dropped", BACKEND, ROUTES, backend.no_content_dropped),
    Fault("200 instead of 204", BACKEND, ROUTES, backend.ok_instead_of_no_content),
    Fault("204 with a model", BACKEND, ROUTES, backend.no_content_with_model),
    Fault("response model dropped", BACKEND, ROUTES, backend.no_model),
    Fault("response model is None", BACKEND, ROUTES, backend.model_is("None")),
    Fault("response model is dict", BACKEND, ROUTES, backend.model_is("dict")),
    Fault("response model is a dict of Any", BACKEND, ROUTES, backend.model_is("dict[str, Any]")),
    Fault("response model is Any", BACKEND, ROUTES, backend.model_is("Any")),
    Fault("dependency is called", BACKEND, ROUTES, backend.dependency_called),
    Fault("dependency dropped", BACKEND, ROUTES, backend.dependency_dropped),
    Fault("dependency called by a route", BACKEND, ROUTES, backend.dependency_called_in_route),
    Fault("route opens its session", BACKEND, ROUTES, backend.opened_in_route),
    Fault("session of a route left open", BACKEND, ROUTES, backend.left_open_in_route),
    Fault("session closed without error only", BACKEND, ROUTES, backend.closed_only_without_error),
    Fault("error swallowed", BACKEND, ROUTES, backend.swallowed),
    Fault("bare except", BACKEND, ROUTES, backend.swallowed_by_bare_except),
    Fault("error becomes None", BACKEND, ROUTES, backend.swallowed_with_return),
    Fault("error logged only", BACKEND, ROUTES, backend.logged_only),
    Fault("error rolled back only", BACKEND, ROUTES, backend.rolled_back_only),
    Fault("error suppressed", BACKEND, ROUTES, backend.suppressed),
    Fault("missing row is answered", BACKEND, ROUTES, backend.missing_row_used),
    Fault("missing row is answered at once", BACKEND, ROUTES, backend.missing_row_read),
    Fault("missing row is read", BACKEND, ROUTES, backend.missing_row_attribute),
    Fault("missing row is returned", BACKEND, CRUD, backend.missing_row_returned),
    Fault("conflict swallowed", BACKEND, CRUD, backend.conflict_swallowed),
    Fault("SQL from an f-string", BACKEND, ROUTES, sql('f"DELETE FROM logs WHERE id = {values}"')),
    Fault("SQL by %", BACKEND, ROUTES, sql('"DELETE FROM logs WHERE id = %s" % values')),
    Fault("SQL by +", BACKEND, ROUTES, sql('"DELETE FROM logs WHERE id = " + str(values)')),
    Fault("SQL by format", BACKEND, ROUTES, sql('"DELETE FROM logs WHERE {}".format(values)')),
    Fault("SQL by join", BACKEND, ROUTES, sql('"DELETE FROM logs WHERE " + " AND ".join(values)')),
    Fault("key of a model dropped", BACKEND, MODEL, backend.key_dropped),
    Fault("key of a model is no key", BACKEND, MODEL, backend.key_is_false),
    Fault("index of a model's key dropped", BACKEND, MODEL, backend.index_dropped),
    Fault("index begins elsewhere", BACKEND, MODEL, backend.index_begins_elsewhere),
    Fault("index in a comment", BACKEND, MODEL, backend.index_in_a_comment),
    Fault("session never closed", BACKEND, SESSION, backend.never_closed),
    Fault("session closed on the happy path", BACKEND, SESSION, backend.closed_on_the_happy_path),
    Fault("session closed on errors only", BACKEND, SESSION, backend.closed_on_errors_only),
    Fault("session closed in a comment", BACKEND, SESSION, backend.closed_in_a_comment),
    Fault("context manager dropped", BACKEND, SESSION, backend.no_context_manager),
    Fault("address in a constant", BACKEND, ROUTES, anywhere.address_in_a_constant),
    Fault("address in a call", BACKEND, ROUTES, anywhere.address_in_a_call),
    Fault("address of the database", BACKEND, MODEL, anywhere.address_of_the_database),
    Fault("password in a constant", BACKEND, ROUTES, anywhere.password_in_a_constant),
    Fault("password as a default", BACKEND, ROUTES, anywhere.password_as_default),
    Fault("password in an address", BACKEND, MODEL, anywhere.password_in_an_address),
    Fault("token in a header", BACKEND, ROUTES, anywhere.token_in_a_header),
    Fault("token of a known kind", BACKEND, MODEL, anywhere.token_of_a_known_kind),
    Fault("key as default of getenv", BACKEND, ROUTES, anywhere.key_as_default_of_the_environment),
    Fault("syntax error in routes", BACKEND, ROUTES, anywhere.misspelt),
    Fault("condition left open", BACKEND, ROUTES, anywhere.unfinished_condition),
    Fault("routes break off", BACKEND, ROUTES, anywhere.breaks_off),
    Fault("model breaks off", BACKEND, MODEL, anywhere.breaks_off),
    Fault("form without validation", FRONTEND, FORM, frontend.unchecked),
    Fault("validation after sending", FRONTEND, FORM, frontend.checked_after_sending),
    Fault("validation of something else", FRONTEND, FORM, frontend.checks_nothing_typed),
    Fault("error of the form not shown", FRONTEND, FORM, frontend.error_not_shown),
    Fault("broad except with pass", FRONTEND, FORM, frontend.error_swallowed),
    Fault("error of the form printed", FRONTEND, FORM, frontend.error_printed),
    Fault("error of the form not caught", FRONTEND, FORM, frontend.error_not_caught),
    Fault("success not shown", FRONTEND, FORM, frontend.success_not_said),
    Fault("success shown too early", FRONTEND, FORM, frontend.success_said_before),
    Fault("status not looked at", FRONTEND, FORM, frontend.status_not_looked_at),
    Fault("only the network is looked at", FRONTEND, FORM, frontend.only_the_network_is_looked_at),
    Fault("no submit button", FRONTEND, FORM, frontend.no_submit_button),
    Fault("widget without key in a loop", FRONTEND, FORM, frontend.widget_in_a_loop),
    Fault("one key for all in a loop", FRONTEND, FORM, frontend.widget_with_one_key),
    Fault("button without key in a loop", FRONTEND, TABLE, frontend.button_in_a_loop),
    Fault("one key for all buttons", FRONTEND, TABLE, frontend.button_with_one_key),
    Fault("errors of a table not shown", FRONTEND, TABLE, frontend.errors_of_the_table_not_shown),
    Fault("errors of a table swallowed", FRONTEND, TABLE, frontend.errors_of_the_table_swallowed),
    Fault("errors of a table not caught", FRONTEND, TABLE, frontend.errors_of_the_table_not_caught),
    Fault("error of the list not shown", FRONTEND, TABLE, frontend.error_of_the_list_not_shown),
    Fault("error of delete not caught", FRONTEND, TABLE, frontend.error_of_the_delete_not_caught),
    Fault("deleted silently", FRONTEND, TABLE, frontend.deleted_silently),
    Fault("status of delete not looked at", FRONTEND, TABLE, frontend.deleted_by_hand),
    Fault("drawn at import", FRONTEND, FORM, frontend.drawn_at_import),
    Fault("drawn at the end of the import", FRONTEND, TABLE, frontend.called_at_import),
    Fault("address in a form", FRONTEND, FORM, anywhere.address_in_a_constant),
    Fault("password in a form", FRONTEND, FORM, anywhere.password_in_a_constant),
    Fault("token in a header of a page", FRONTEND, TABLE, anywhere.token_in_a_header),
    Fault("syntax error in a form", FRONTEND, FORM, anywhere.misspelt),
    Fault("table breaks off", FRONTEND, TABLE, anywhere.breaks_off),
    Fault("key of a table dropped", DATABASE, SCHEMA, database.key_dropped),
    Fault("key of a table only unique", DATABASE, SCHEMA, database.key_is_unique_only),
    Fault("index of a foreign key dropped", DATABASE, SCHEMA, database.index_dropped),
    Fault("index commented out", DATABASE, SCHEMA, database.index_in_a_comment),
    Fault("index of some rows only", DATABASE, SCHEMA, database.index_is_partial),
    Fault("foreign key to a missing table", DATABASE, SCHEMA, database.parent_missing),
    Fault("foreign key to no column", DATABASE, SCHEMA, database.column_of_parent_missing),
    Fault("column without a type", DATABASE, SCHEMA, database.column_without_type),
    Fault("DROP TABLE", DATABASE, SCHEMA, database.table_dropped_first),
    Fault("DELETE of all rows", DATABASE, SCHEMA, database.rows_deleted),
    Fault("IF NOT EXISTS dropped", DATABASE, SCHEMA, database.table_not_repeatable),
    Fault("index made twice", DATABASE, SCHEMA, database.index_not_repeatable),
    Fault("comma dropped", DATABASE, SCHEMA, database.comma_dropped),
    Fault("schema breaks off", DATABASE, SCHEMA, database.breaks_off),
    Fault("test without assertion", TEST, TESTS, tests_of_api.asserts_nothing),
    Fault("test prints", TEST, TESTS, tests_of_api.prints_instead),
    Fault("test returns", TEST, TESTS, tests_of_api.returns_the_comparison),
    Fault("assertion never reached", TEST, TESTS, tests_of_api.never_reaches_it),
    Fault("assertion caught", TEST, TESTS, tests_of_api.catches_its_assertion),
    Fault("assert True", TEST, TESTS, tests_of_api.asserts_true),
    Fault("assert of a tuple", TEST, TESTS, tests_of_api.asserts_a_tuple),
    Fault("assert x == x", TEST, TESTS, tests_of_api.compares_with_itself),
    Fault("assert … or True", TEST, TESTS, tests_of_api.or_true),
    Fault("assert len(…) >= 0", TEST, TESTS, tests_of_api.length_from_zero),
    Fault("no error case", TEST, TESTS, tests_of_api.expects_no_refusal),
    Fault("no delete in the life cycle", TEST, TESTS, tests_of_api.never_deletes),
    Fault("no change in the life cycle", TEST, TESTS, tests_of_api.never_changes),
    Fault("no create in the life cycle", TEST, TESTS, tests_of_api.never_creates),
    Fault("live host in a test", TEST, TESTS, tests_of_api.live_host),
    Fault("client of a live host", TEST, TESTS, tests_of_api.client_of_a_live_host),
    Fault("override left by a fixture", TEST, TESTS, tests_of_api.override_left),
    Fault("override left by a test", TEST, TESTS, tests_of_api.override_left_by_a_test),
    Fault("session of a fixture left open", TEST, TESTS, tests_of_api.session_left_open),
    Fault("file of a fixture left open", TEST, TESTS, tests_of_api.file_left_open),
    Fault("connection of a fixture left open", TEST, FIXTURES, tests_of_api.copy_left_open),
    Fault("engine of a fixture left open", TEST, FIXTURES, tests_of_api.engine_left_open),
    Fault("syntax error in tests", TEST, TESTS, anywhere.misspelt),
    Fault("tests break off in a call", TEST, TESTS, anywhere.breaks_off),
    Fault(
        "tests break off before asserting", TEST, TESTS, tests_of_api.breaks_off_before_it_asserts
    ),
)
DOUBTED = frozenset(  # right elsewhere: only a reader can tell
    [
        "missing row is returned",
        "engine of a fixture left open",
    ]
)

RULES = Rules(log=MemoryEventLog(), clock=SystemClock(), patterns=RE2PatternEngine())


@cache
def generated(schema: str) -> dict[str, GeneratedFile]:
    return {file.path: file for file in generation(schema).files}


@cache
def verdict(text: str, swea_type: str, path: str) -> Review:
    return RULES.check(text, swea_type, path=path)


def named(review: Review) -> set[int]:
    """The lines that a rejection points at."""
    return {
        finding.line
        for result in review.results
        if result.outcome is Outcome.CONFIDENT_REJECTION
        for finding in result.findings
    }


def places(fault: Fault) -> list[tuple[str, str, Change]]:
    """Schema, path and change of each artefact that gets the fault."""
    if fault.path == SCHEMA:
        return [
            (schema, SCHEMA, in_section(table, fault.change))
            for schema, tables in TABLES.items()
            for table in tables.values()
        ]
    paths = [
        (schema, fault.path.format(table=module))
        for schema, found in TABLES.items()
        for module in found
    ]
    return [(schema, path, fault.change) for schema, path in dict.fromkeys(paths)]


@pytest.mark.parametrize("fault", FAULTS, ids=[fault.name for fault in FAULTS])
def test_a_fault_is_rejected_at_its_line_or_doubted(fault: Fault) -> None:
    wanted = Outcome.UNCERTAIN if fault.name in DOUBTED else Outcome.CONFIDENT_REJECTION
    for schema, path, change in places(fault):
        sound = generated(schema)[path].text
        broken = damaged(sound, change)

        before = verdict(sound, fault.swea_type, path)
        after = RULES.check(broken.text, fault.swea_type, path=path)

        assert before.outcome is Outcome.CONFIDENT_APPROVAL, path
        assert after.outcome is wanted, path
        if wanted is Outcome.CONFIDENT_REJECTION:
            assert broken.is_named_by(named(after)), (path, broken.must, named(after))


def test_at_least_36_kinds_of_fault_are_tried_under_names_of_their_own() -> None:
    assert len({fault.name for fault in FAULTS}) == len(FAULTS) >= 36
    assert {fault.swea_type for fault in FAULTS} == set(SweaType)
