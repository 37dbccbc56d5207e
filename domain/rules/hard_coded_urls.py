r"""BE007 / FE005 / TE005: addresses of services come from the environment.

An address in the code is right on one machine only. Right are `os.environ.get("API_URL", …)`
with a default, a field of the settings, and names that can never be a service (example.com,
`http://testserver`).

>>> from domain.rules.python_source import read_python
>>> check(read_python('API = os.environ.get("API_URL", "http://localhost:8000")')).lines
()
>>> check(read_python('httpx.get("http://localhost:8000/api/a")')).lines
(1,)
"""

import ast
import re

from domain.rules.fastapi_routes import annotation_and_default
from domain.rules.inspection import (
    Category,
    Finding,
    Inspection,
    PythonRule,
    PythonSource,
    Severity,
    ValidationRule,
)
from domain.rules.python_source import HOLE

ADDRESS = re.compile(
    r"^(?:https?|wss?|ftp|postgres(?:ql)?(?:\+\w+)?|mysql(?:\+\w+)?|mariadb(?:\+\w+)?|redis|amqps?|"
    r"mongodb(?:\+srv)?)://(?P<host>[^/\s:?#@]*(?::[^/\s@]*@[^/\s:?#]*)?)"
)
NO_SERVICE = re.compile(
    r"(?:^|\.)(?:example|test|testserver|invalid|example\.(?:com|org|net)|w3\.org|schema\.org|"
    r"json-schema\.org|datatracker\.ietf\.org|rfc-editor\.org)$",
    re.IGNORECASE,
)
SETTING = re.compile(
    r"(?:environ|getenv|Field|Option|add_argument|config|env|secrets)", re.IGNORECASE
)
USES = frozenset(
    [
        "get",
        "post",
        "put",
        "patch",
        "delete",
        "request",
        "stream",
        "Client",
        "AsyncClient",
        "urlopen",
        "create_engine",
        "connect",
        "create_async_engine",
        "from_url",
        "ClientSession",
    ]
)


TAKES_HOST = frozenset(
    [
        "URL",
        "Redis",
        "StrictRedis",
        "HTTPConnection",
        "HTTPSConnection",
        "SMTP",
        "SMTP_SSL",
        "connect",
        "create_connection",
        "MongoClient",
    ]
)
HOST_FIRST = frozenset({"HTTPConnection", "HTTPSConnection", "SMTP", "SMTP_SSL"})
GETTERS = frozenset({"get", "getenv", "setdefault", "pop"})
HOST_NAME = re.compile(r"(?:^|_)(?:host|hostname|server|domain)$")
HOST = re.compile(r"^(?:[\w-]+\.)+[\w-]+$|^localhost$")


def check(source: PythonSource) -> Inspection:
    """Subjects: texts that are addresses, and calls that use one."""
    findings: list[Finding] = []
    subjects = sum(1 for call in source.of(ast.Call) if _last(call) in USES)
    for node, host in (*_texts(source), *_put_together(source), *_hosts(source)):
        subjects += 1
        if not NO_SERVICE.search(host) and not _may_stand(source, node, host):
            message = f"the address of {host or 'a service'} stands in the code"
            findings.append(source.finding(node, message, Severity.CONVENTION))
    return Inspection(subjects, tuple(sorted(findings, key=lambda f: f.line)))


def is_public(host: str) -> bool:
    """A name of the internet: as a default of a setting it is one that works, and unnoticed."""
    name = host.rpartition("@")[2]
    private = name.endswith((".internal", ".local", ".lan", ".intranet", ".localhost"))
    return "." in name and not private and not name.replace(".", "").isdigit()


def _texts(source: PythonSource) -> list[tuple[ast.expr, str]]:
    """(text, host) of each text that is an address; what comes before a hole is no host."""
    found: list[tuple[ast.expr, str]] = []
    for node in source.of(ast.Constant, ast.JoinedStr, ast.BinOp):
        if isinstance(node, ast.Constant):
            text = node.value if isinstance(node.value, str) else ""
            if source.is_docstring(node) or _is_part(source, node, text):
                continue
        elif isinstance(source.parent(node), ast.BinOp | ast.FormattedValue) or _begins_with_one(
            source, node
        ):
            continue
        else:
            text = source.text_of(node)
        match = ADDRESS.match(text)
        if match is not None and not match["host"].startswith(HOLE):
            found.append((node, match["host"].partition(HOLE)[0]))
    return found


def _begins_with_one(source: PythonSource, node: ast.expr | None) -> bool:
    """Its first part is a whole address, which is reported where it stands."""
    found = source.resolve(node)
    if isinstance(found, ast.BinOp):
        return _begins_with_one(source, found.left)
    if isinstance(found, ast.JoinedStr):
        return bool(found.values) and _begins_with_one(source, found.values[0])
    if isinstance(found, ast.FormattedValue):
        return _begins_with_one(source, found.value)
    if not isinstance(found, ast.Constant) or not isinstance(found.value, str):
        return False
    match = ADDRESS.match(found.value)
    return match is not None and match["host"] != ""


def _is_part(source: PythonSource, node: ast.Constant, text: str) -> bool:
    """A scheme alone (`"https://" + host`): what it is put together with decides."""
    match = ADDRESS.match(text)
    joined = isinstance(source.parent(node), ast.BinOp | ast.JoinedStr)
    return joined and match is not None and match["host"] == ""


def _hosts(source: PythonSource) -> list[tuple[ast.expr, str]]:
    """(value, host) of `host: str = "api.shop.com"`, whose scheme is put before it elsewhere."""
    given: list[ast.expr] = [
        default
        for function in source.functions()
        for parameter, default in annotation_and_default(function)
        if default is not None and HOST_NAME.search(parameter.arg)
    ]
    hosts = [(node, source.text_of(node)) for node in given]
    return [(node, host) for node, host in hosts if HOST.match(host) and is_public(host)]


def _put_together(source: PythonSource) -> list[tuple[ast.expr, str]]:
    """(host, host) of `httpx.URL(host="…")`, `urlunsplit(("https", "…", …))` and their kind."""
    given: list[ast.expr] = []
    for call in source.of(ast.Call):
        last = _last(call)
        if last in TAKES_HOST:
            given += [k.value for k in call.keywords if k.arg in ("host", "hostname", "server")]
            given += call.args[:1] if last in HOST_FIRST else []
        elif last in ("urlunsplit", "urlunparse") and call.args:
            parts = source.resolve(call.args[0])
            given += parts.elts[1:2] if isinstance(parts, ast.Tuple | ast.List) else []
    hosts = [(node, source.text_of(node)) for node in given]
    return [(node, host) for node, host in hosts if HOST.match(host)]


def _may_stand(source: PythonSource, constant: ast.expr, host: str) -> bool:
    """A default of a setting, or text for people (a link in a label, metadata of the project)."""
    if _is_default_elsewhere(source, source.parent(constant)):
        return True
    for node in source.ancestors(constant):
        if isinstance(node, ast.Call) and SETTING.search(ast.unparse(node.func)):
            return not (_last(node) in GETTERS and is_public(host))
        if isinstance(node, ast.ClassDef):
            return any("Settings" in ast.unparse(base) for base in node.bases)
        if isinstance(node, ast.BoolOp):  # os.environ.get("X") or "http://…"
            return any(SETTING.search(ast.unparse(v)) for v in node.values) and not is_public(host)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            return False
    return False


def _is_default_elsewhere(source: PythonSource, assign: ast.AST | None) -> bool:
    """A constant that is used only as the default of a setting."""
    if not isinstance(assign, ast.Assign) or not isinstance(assign.targets[0], ast.Name):
        return False
    name = assign.targets[0].id
    uses = [n for n in source.of(ast.Name) if n.id == name and isinstance(n.ctx, ast.Load)]
    return bool(uses) and all(_may_stand_here(source, use) for use in uses)


def _may_stand_here(source: PythonSource, use: ast.Name) -> bool:
    parent = source.parent(use)
    return isinstance(parent, ast.Call) and bool(SETTING.search(ast.unparse(parent.func)))


def _last(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


RULES = tuple(
    PythonRule(
        ValidationRule(
            rule_id=f"{category.value}_no_hardcoded_urls",
            description="Addresses of services must come from the environment",
            category=category,
            prohibited_patterns=(r"(?:httpx|requests)\.\w+\(\s*f?['\"]https?://localhost",),
            confidence_threshold=0.95,
        ),
        check,
    )
    for category in (Category.BACKEND, Category.FRONTEND, Category.TEST)
)
