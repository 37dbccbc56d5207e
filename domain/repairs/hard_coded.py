"""BE006, BE007, FE004, FE005, TE005: credentials and addresses are read from the environment.

A credential gets no default, for one that works is the fault itself. An address keeps its value
as the default, unless it is one of the internet. Refused: a value without a name of its own,
several addresses of one kind.
"""

import ast
import re
from urllib.parse import urlsplit

from domain.errors import CannotRepairError
from domain.repairs.edit import Edit
from domain.repairs.fixer import PythonFixer
from domain.review import Category, Finding
from domain.rules.hard_coded_urls import ADDRESS, is_public
from domain.rules.python_source import PythonSource

SETTINGS_OF = {
    "create_engine": "DATABASE_URL",
    "create_async_engine": "DATABASE_URL",
    "connect": "DATABASE_URL",
}
_VAGUE = frozenset({"URL", "BASE_URL", "ADDRESS", "BASE", "DSN"})
_BY_SCHEME = {
    "http": "API_URL",
    "https": "API_URL",
    "postgres": "DATABASE_URL",
    "postgresql": "DATABASE_URL",
    "mysql": "DATABASE_URL",
    "mariadb": "DATABASE_URL",
    "redis": "REDIS_URL",
}
SHORTEST = 3  # a shorter name says nothing in an environment
_WEB = ("http", "https")


def fix_credential(edit: Edit, finding: Finding) -> None:
    """The finding points at the value."""
    value = edit.named(finding, ast.Constant) or edit.named(finding, ast.Name)
    if not isinstance(value, ast.Constant):
        raise CannotRepairError("the value is bound under another name", line=finding.line)
    reading = _reading(edit.source, value)
    name = _setting(edit.source, reading or value)
    if name is None:
        raise CannotRepairError("the value has no name of its own", line=finding.line)
    if reading is None:
        _refuse_another(edit.source, name, None, finding.line)
    os = edit.need("os")
    edit.put(reading or value, f'{os}.environ["{name}"]')


def fix_address(edit: Edit, finding: Finding) -> None:
    """The finding points at the text; in an f-string, at what it begins with."""
    value = edit.named(finding, ast.Constant)
    if value is None or isinstance(edit.source.parent(value), ast.JoinedStr):
        raise CannotRepairError("the address is a part of a longer text", line=finding.line)
    text = str(value.value)
    name = _setting(edit.source, value)
    os = edit.need("os")
    if name is not None:
        _refuse_another(edit.source, name, text, finding.line)
        edit.put(value, _from_environment(os, name, text))
        return
    _refuse_parts(edit.source, value)
    parts = urlsplit(text)
    if parts.scheme not in _WEB:
        raise CannotRepairError("the address has no name of its own", line=finding.line)
    origin = f"{parts.scheme}://{parts.netloc}"
    if _origins(edit.source) != {origin}:
        raise CannotRepairError("there are several services", line=finding.line)
    _refuse_another(edit.source, "API_URL", origin, finding.line)
    rest = text.removeprefix(origin)
    read = _from_environment(os, "API_URL", origin)
    edit.put(value, f"{read} + {_double(rest)}" if rest else read)


def _from_environment(os: str, name: str, address: str) -> str:
    """With the address as the default, unless it is one that works everywhere, and unnoticed."""
    if is_public(urlsplit(address).hostname or ""):
        return f'{os}.environ["{name}"]'
    return f'{os}.environ.get("{name}", {_double(address)})'


def _refuse_another(source: PythonSource, name: str, value: str | None, line: int) -> None:
    """One variable cannot hold two values."""
    for constant in source.of(ast.Constant):
        if constant.value != name:
            continue
        call = source.parent(constant)
        default = call.args[1] if isinstance(call, ast.Call) and len(call.args) > 1 else None
        if value is None or not isinstance(default, ast.Constant) or default.value != value:
            raise CannotRepairError(f"{name} is read for another value already", line=line)


def _double(text: str) -> str:
    shown = repr(text)
    return shown if '"' in text else '"' + shown[1:-1].replace("\\'", "'") + '"'


def _reading(source: PythonSource, value: ast.Constant) -> ast.Call | None:
    """`os.environ.get("X", value)`: the default is what has to go."""
    parent = source.parent(value)
    if not isinstance(parent, ast.Call) or parent.args[1:] != [value]:
        return None
    return parent if source.name(parent.func) in ("os.environ.get", "os.getenv") else None


def _setting(source: PythonSource, value: ast.expr) -> str | None:
    """The variable of the environment: named as the value is."""
    if isinstance(value, ast.Call) and isinstance(value.args[0], ast.Constant):
        return str(value.args[0].value)
    parent = source.parent(value)
    name = ""
    if isinstance(parent, ast.Assign) and len(parent.targets) == 1:
        name = _last(parent.targets[0])
    elif isinstance(parent, ast.AnnAssign):
        name = _last(parent.target)
    elif isinstance(parent, ast.keyword):
        name = parent.arg or ""
    elif isinstance(parent, ast.Dict):
        key = parent.keys[parent.values.index(value)]
        name = str(key.value) if isinstance(key, ast.Constant) else ""
    elif isinstance(parent, ast.Call) and parent.args and parent.args[0] is value:
        called = parent.func.attr if isinstance(parent.func, ast.Attribute) else ""
        name = SETTINGS_OF.get(called or getattr(parent.func, "id", ""), "")
    elif isinstance(parent, ast.arguments):
        name = _parameter(parent, value)
    setting = re.sub(r"\W", "_", name).upper()
    if setting in _VAGUE:
        scheme = str(getattr(value, "value", "")).partition(":")[0].partition("+")[0]
        setting = _BY_SCHEME.get(scheme, setting)
    return setting if setting.isidentifier() and len(setting) >= SHORTEST else None


def _last(target: ast.expr) -> str:
    if isinstance(target, ast.Subscript) and isinstance(target.slice, ast.Constant):
        return str(target.slice.value)
    return target.attr if isinstance(target, ast.Attribute) else getattr(target, "id", "")


def _parameter(arguments: ast.arguments, value: ast.expr) -> str:
    plain = [*arguments.posonlyargs, *arguments.args]
    named = zip(plain[len(plain) - len(arguments.defaults) :], arguments.defaults, strict=True)
    every = [*named, *zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True)]
    return next((a.arg for a, default in every if default is value), "")


def _refuse_parts(source: PythonSource, value: ast.expr) -> None:
    parent = source.parent(value)
    if not isinstance(parent, ast.Call | ast.BinOp):
        raise CannotRepairError("the address has no name of its own", line=value.lineno)


def _origins(source: PythonSource) -> set[str]:
    found = set()
    for constant in source.of(ast.Constant):
        if isinstance(constant.value, str) and ADDRESS.match(constant.value):
            parts = urlsplit(constant.value)
            found.add(f"{parts.scheme}://{parts.netloc}")
    return found


FIXERS = (
    *(
        PythonFixer(f"{c}_no_credentials", fix_credential)
        for c in (Category.BACKEND, Category.FRONTEND)
    ),
    *(
        PythonFixer(f"{c}_no_hardcoded_urls", fix_address)
        for c in (Category.BACKEND, Category.FRONTEND, Category.TEST)
    ),
)
