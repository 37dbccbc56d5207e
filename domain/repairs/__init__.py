"""What can be repaired without a model: the table is the index.

A fixer gets one finding of its rule and changes only what that names; where a repair would be a
guess it refuses, and the code is regenerated. A new one is one file, named as its rule is, one line
here, and its pairs in `tests/domain/repairs/pairs/`.
"""

from domain.repairs import (
    backend_context_manager,
    backend_dependency_injection,
    backend_error_handling,
    backend_foreign_key_index,
    backend_http_status,
    backend_model_primary_key,
    backend_response_models,
    database_constraints,
    database_indexes,
    database_no_data_loss,
    database_primary_key,
    database_repeatable,
    frontend_error_display,
    frontend_success_feedback,
    frontend_widget_keys,
    hard_coded,
    sql_from_strings,
    test_assertions,
    test_cleanup,
)
from domain.repairs.fixer import Fixer, PythonFixer, SqlFixer, fix_all

FIXERS: tuple[Fixer, ...] = (  # in the order in which they are tried: what mends others comes first
    backend_dependency_injection.FIXER,
    backend_context_manager.FIXER,
    backend_error_handling.FIXER,
    backend_http_status.FIXER,
    backend_response_models.FIXER,
    backend_model_primary_key.FIXER,
    backend_foreign_key_index.FIXER,
    sql_from_strings.FIXER,
    *hard_coded.FIXERS,
    frontend_error_display.FIXER,
    frontend_success_feedback.FIXER,
    frontend_widget_keys.FIXER,
    database_no_data_loss.FIXER,
    database_primary_key.FIXER,
    database_constraints.FIXER,
    database_indexes.FIXER,
    database_repeatable.FIXER,
    test_cleanup.FIXER,
    test_assertions.FIXER,
)

REPAIRS: dict[str, Fixer] = {fixer.rule_id: fixer for fixer in FIXERS}

# Rules whose repair would have to invent something, and what that is.
ONLY_REGENERATED = {
    "frontend_form_validation": "which answers of a form are right is known to its author only",
    "frontend_import_draws_nothing": "who should draw the page is known to its author only",
    "test_integration_lifecycle": "a test that is missing has to be written",
    "test_error_cases": "a test that is missing has to be written",
}

__all__ = ["FIXERS", "ONLY_REGENERATED", "REPAIRS", "Fixer", "PythonFixer", "SqlFixer", "fix_all"]
