r"""FE002: when the API refuses or does not answer, the page says so.

Without it people see a traceback, or nothing at all and believe that it worked.

>>> from domain.rules.python_source import read_python
>>> page = "import streamlit as st, httpx\n"
>>> good = "try:\n    httpx.get(URL).raise_for_status()\nexcept httpx.HTTPError:\n    st.error('!')"
>>> check(read_python(page + good)).lines
()
>>> check(read_python(page + "httpx.get(URL)")).lines
(2,)
"""

from domain.rules.api_errors import is_shown, lost_at, of_connection, of_refusal
from domain.rules.inspection import (
    Category,
    Finding,
    Inspection,
    PythonRule,
    PythonSource,
    Severity,
    ValidationRule,
)
from domain.rules.streamlit_pages import api_calls, is_left_to_callers


def check(source: PythonSource) -> Inspection:
    """Subjects: calls of the API in functions that draw, or that are called by such."""
    calls = [c for c in source.derive(api_calls) if not is_left_to_callers(source, c.function)]
    findings: list[Finding] = []
    doubts: list[Finding] = []
    for call in calls:
        connection, refusal = of_connection(source, call.node), of_refusal(source, call.node)
        answered = is_shown(source, call.node, connection)
        accepted = is_shown(source, call.node, refusal)
        if accepted is False:
            whole = answered is False
            message = "an error of this call" if whole else "a refusal by the API"
            severity = Severity.ERROR if whole else Severity.CONVENTION
            findings += [
                source.finding(place, f"{message} is not shown to the user", severity)
                for place in lost_at(source, call.node, refusal)
            ]
        elif not (answered and accepted):
            message = "it cannot be told whether the user hears that the API does not answer"
            doubts.append(source.finding(call.node, message))
    once = dict.fromkeys(findings)
    return Inspection(len(calls), tuple(once), tuple(doubts))


RULE = PythonRule(
    ValidationRule(
        rule_id="frontend_error_display",
        description="Errors of the API must be shown to the user",
        category=Category.FRONTEND,
        required_patterns=(r"\bst\.(?:error|warning|exception)\(",),
        uncertainty_triggers=(r"\bst\.components\.v[12]\b",),
        confidence_threshold=0.95,
    ),
    check,
)
