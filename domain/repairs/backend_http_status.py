"""BE002: the decorator declares the status; a 204 then has neither body nor model.

Refused: a handler whose answer carries something (a 204 would lose it), that sets a status by
itself, or that serves several methods.
"""

import ast

import libcst as cst

from domain.errors import CannotRepairError
from domain.repairs.calls import with_keyword, without_keyword
from domain.repairs.edit import Edit
from domain.repairs.fixer import PythonFixer
from domain.review import Finding
from domain.rules.backend_http_status import EXPECTED
from domain.rules.fastapi_routes import Route, routes
from domain.rules.python_source import keyword

_NAMES = {201: "HTTP_201_CREATED", 204: "HTTP_204_NO_CONTENT"}


def fix(edit: Edit, finding: Finding) -> None:
    """The finding points at the decorator's call or at the wrong status in it."""
    node = edit.named(finding, ast.Call, ast.Constant, ast.Attribute, ast.Name)
    source = edit.source
    found = [r for r in source.derive(routes) if node is r.call or node in source.walk(r.call)]
    if len(found) != 1:
        raise CannotRepairError("the route serves several methods", line=finding.line)
    (route,) = found
    _refuse_own_status(edit, route)
    number = EXPECTED[route.method]
    if number == 204 or _declares_nothing(route):  # noqa: PLR2004 - the status without a body
        _drop_body(edit, route)
        number = 204
    status = _shown(edit, number)
    twin = edit.twin(route.call, cst.Call)
    edit.change(twin, lambda call: _declared(call, status, bare=number == 204))  # noqa: PLR2004 - the same


def _declared(call: cst.Call, status: str, *, bare: bool) -> cst.Call:
    call = with_keyword(call, "status_code", status)
    return without_keyword(call, "response_model") if bare else call


def _declares_nothing(route: Route) -> bool:
    given = keyword(route.call, "status_code")
    return given is not None and "204" in ast.unparse(given)


def _shown(edit: Edit, number: int) -> str:
    """As the module writes statuses: with the names of fastapi, if it has them."""
    local = edit.imported("fastapi.status")
    return f"{local}.{_NAMES[number]}" if local else str(number)


def _refuse_own_status(edit: Edit, route: Route) -> None:
    source = edit.source
    for node in source.within(route.handler, ast.Attribute):
        if node.attr == "status_code" and isinstance(node.ctx, ast.Store):
            raise CannotRepairError("the handler sets its status itself", line=node.lineno)
    for returned in source.within(route.handler, ast.Return):
        value = returned.value
        if isinstance(value, ast.Call) and source.name(value.func).endswith("Response"):
            reason = "it returns a response, which has a status of its own"
            raise CannotRepairError(reason, line=returned.lineno)


def _drop_body(edit: Edit, route: Route) -> None:
    """Nothing may be returned; an answer of constants ("deleted": true) says nothing more."""
    handler = route.handler
    if len({id(r.call) for r in edit.source.derive(routes) if r.handler is handler}) > 1:
        raise CannotRepairError("the handler answers other routes, too", line=handler.lineno)
    if next(edit.source.within(handler, ast.Yield), None) is not None:
        raise CannotRepairError("the handler yields its answer", line=handler.lineno)
    for returned in edit.source.within(handler, ast.Return):
        value = returned.value
        if value is None or (isinstance(value, ast.Constant) and value.value is None):
            continue
        if any(isinstance(n, ast.Name | ast.Call | ast.Attribute) for n in ast.walk(value)):
            reason = "it answers with a body, which a 204 cannot have"
            raise CannotRepairError(reason, line=returned.lineno)
        edit.change(edit.twin(returned, cst.Return), lambda _: cst.Return())
    annotation = handler.returns
    if annotation is not None and not (
        isinstance(annotation, ast.Constant) and annotation.value is None
    ):
        edit.put(annotation, "None")


FIXER = PythonFixer("backend_http_status", fix)
