"""The standard rules of the review: the table is the index.

A new rule is one file (docstring with its code and reason, the smallest good and bad case as
doctest), one line here, and its annotated files in `tests/domain/rules/corpus/`.
"""

from domain.rules import (
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
    frontend_form_validation,
    frontend_import_draws_nothing,
    frontend_success_feedback,
    frontend_widget_keys,
    hard_coded_credentials,
    hard_coded_urls,
    sql_from_strings,
    test_assertions,
    test_cleanup,
    test_error_cases,
    test_integration_lifecycle,
)
from domain.rules.inspection import Inspection, PythonRule, SqlRule, StructuralRule

RULES: tuple[StructuralRule, ...] = (
    backend_context_manager.RULE,
    backend_http_status.RULE,
    backend_error_handling.RULE,
    backend_response_models.RULE,
    backend_dependency_injection.RULE,
    backend_model_primary_key.RULE,
    backend_foreign_key_index.RULE,
    sql_from_strings.RULE,
    frontend_form_validation.RULE,
    frontend_error_display.RULE,
    frontend_success_feedback.RULE,
    frontend_widget_keys.RULE,
    frontend_import_draws_nothing.RULE,
    database_primary_key.RULE,
    database_indexes.RULE,
    database_constraints.RULE,
    database_repeatable.RULE,
    database_no_data_loss.RULE,
    test_integration_lifecycle.RULE,
    test_error_cases.RULE,
    test_cleanup.RULE,
    test_assertions.RULE,
    *hard_coded_credentials.RULES,
    *hard_coded_urls.RULES,
)

CATALOGUE: dict[str, StructuralRule] = {rule.rule.rule_id: rule for rule in RULES}

__all__ = ["CATALOGUE", "RULES", "Inspection", "PythonRule", "SqlRule", "StructuralRule"]
