"""The prior record of each rule of the catalogue: cases that it judges right, none wrong.

A case is one annotated line of `tests/domain/rules/corpus/<rule_id>/` in one of the forms in
which the tests show it to the rule (as written, with other line ends, between unrelated code,
behind a text that quotes it, …). The forms of one line resemble each other, so the count says
that the rule does what it promises, not how often that is what a reader wants; later verdicts
measure that. A test counts the cases again and compares.
"""

PRIOR: dict[str, int] = {
    "backend_context_manager": 176,
    "backend_http_status": 120,
    "backend_error_handling": 248,
    "backend_response_models": 136,
    "backend_dependency_injection": 120,
    "backend_model_primary_key": 112,
    "backend_foreign_key_index": 120,
    "backend_no_sql_from_strings": 192,
    "frontend_form_validation": 104,
    "frontend_error_display": 160,
    "frontend_success_feedback": 128,
    "frontend_widget_keys": 184,
    "frontend_import_draws_nothing": 112,
    "database_primary_key": 64,
    "database_indexes": 64,
    "database_constraints": 80,
    "database_repeatable": 80,
    "database_no_data_loss": 104,
    "test_integration_lifecycle": 88,
    "test_error_cases": 88,
    "test_cleanup": 192,
    "test_assertions": 176,
    "backend_no_credentials": 248,
    "frontend_no_credentials": 248,
    "backend_no_hardcoded_urls": 160,
    "frontend_no_hardcoded_urls": 56,
    "test_no_hardcoded_urls": 64,
}
