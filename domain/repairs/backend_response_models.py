"""BE004: the model that every return of the handler builds is declared.

Refused: an answer whose shape is only known to who wrote it (rows, dictionaries, other calls).
"""

import ast

from domain.errors import CannotRepairError
from domain.repairs.calls import set_keyword
from domain.repairs.edit import Edit
from domain.repairs.fixer import PythonFixer
from domain.review import Finding
from domain.rules.fastapi_routes import routes
from domain.rules.python_source import Function, PythonSource, keyword

MAKERS = frozenset({"model_validate", "model_validate_json", "model_construct", "from_orm"})
MODELS = ("BaseModel", "pydantic.BaseModel")


def fix(edit: Edit, finding: Finding) -> None:
    """The finding points at the decorator's call."""
    call = edit.named(finding, ast.Call)
    handler = next((r.handler for r in edit.source.derive(routes) if r.call is call), None)
    if call is None or handler is None:
        raise CannotRepairError("the route is not found", line=finding.line)
    set_keyword(edit, call, "response_model", _answer(edit.source, handler))


def _answer(source: PythonSource, handler: Function) -> str:
    values = [r.value for r in source.within(handler, ast.Return) if r.value is not None]
    shapes = {_shape(source, value) for value in values}
    if len(shapes) != 1 or None in shapes:
        reason = "what it returns does not say its model"
        raise CannotRepairError(reason, line=handler.lineno)
    (shape,) = shapes
    return str(shape)


def _shape(source: PythonSource, value: ast.expr) -> str | None:
    """`Item(…)`, `Item.model_validate(…)`, or a list of them."""
    value = source.resolve(value) or value
    if isinstance(value, ast.ListComp):
        return _list_of(_shape(source, value.elt))
    if isinstance(value, ast.List) and value.elts:
        shapes = {_shape(source, element) for element in value.elts}
        return _list_of(shapes.pop()) if len(shapes) == 1 else None
    if not isinstance(value, ast.Call):
        return None
    made = value.func
    if isinstance(made, ast.Attribute) and made.attr in MAKERS:
        return made.value.id if isinstance(made.value, ast.Name) else None
    if isinstance(made, ast.Name) and _is_model(source, made.id):
        return made.id
    return None


def _list_of(shape: str | None) -> str | None:
    return None if shape is None else f"list[{shape}]"


def _is_model(source: PythonSource, name: str) -> bool:
    """A pydantic class: by its bases, or because another route or annotation declares it."""
    for made in source.of(ast.ClassDef):
        if made.name == name:
            bases = [source.name(base) for base in made.bases]
            return any(
                base in MODELS or (base != name and _is_model(source, base)) for base in bases
            )
    for route in source.derive(routes):
        declared = keyword(route.call, "response_model")
        if declared is not None and name in {
            n.id for n in ast.walk(declared) if isinstance(n, ast.Name)
        }:
            return True
    return "schemas" in source.imports.get(name, "").split(".")


FIXER = PythonFixer("backend_response_models", fix)
