r"""BE006 / FE004: no password, key or token stands in the code.

What is committed is known to everybody who can read the repository, for ever. Right is to read
it from the environment or from a secret store, without a default that works.

>>> from domain.rules.python_source import read_python
>>> check(read_python('password = os.environ["DB_PASSWORD"]')).lines
()
>>> check(read_python('password = "hunter2!"')).lines
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
from domain.rules.python_source import HOLE, UNKNOWN

SECRET_NAME = re.compile(
    r"(?:^|_)(?:password|passwd|pwd|secret|secret_key|api_?key|apikey|access_key|private_key|"
    r"auth_token|access_token|api_token|bearer_token)(?:_value)?$",
    re.IGNORECASE,
)
PLACEHOLDER = re.compile(
    r"^(?:|\*+|x+|\.\.\.|none|null|pass|passwd|pwd|password|secret|string|token|api[-_]?key|"
    r"change-?me|<.*>|\{.*\}|\$\{?.*|your[-_ ].*|[a-z]+[-_ ](?:password|secret|token|key)|"
    r"/.*token.*)$",
    re.IGNORECASE,
)
KNOWN_TOKEN = re.compile(
    r"^(?:AKIA[0-9A-Z]{16}|ghp_[A-Za-z0-9]{30,}|github_pat_\w{20,}|sk-[A-Za-z0-9_-]{20,}|"
    r"xox[abprs]-[A-Za-z0-9-]{10,}|glpat-[\w-]{20,}|eyJ[\w-]{10,}\.eyJ[\w-]{10,}\..+|"
    r"-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----[\s\S]*)$"
)
KEY_NAME = re.compile(r"(?:^|_)(?:token|bearer|credentials?|key)$", re.IGNORECASE)
SHAPED = re.compile(r"^(?=.*\d)(?=.*[A-Za-z])[\w.=+/-]{16,}$")  # nothing that anybody would read
HEADER = re.compile(r"^(?:bearer|basic|token|apikey)\s+(\S{8,})$", re.IGNORECASE)
SECRET_ARGUMENT = {
    "jwt.encode": 1,
    "jwt.decode": 1,
    "jose.jwt.encode": 1,
    "jose.jwt.decode": 1,
    "hmac.new": 0,
    "cryptography.fernet.Fernet": 0,
    "itsdangerous.URLSafeTimedSerializer": 0,
    "itsdangerous.URLSafeSerializer": 0,
}
ENVIRONMENT = ("os.getenv", "os.environ.get", "os.environ.setdefault", "os.environ.pop")
WRAPPERS = ("SecretStr", "SecretBytes", "Field", "Secret")
BASIC_AUTH = ("BasicAuth", "HTTPBasicAuth", "HTTPDigestAuth", "DigestAuth", "HTTPProxyAuth")
USER_AND_PASSWORD = re.compile(r"^[a-z][a-z0-9+.-]*://[^/\s:@]*:([^/\s:@]+)@")


def check(source: PythonSource) -> Inspection:
    """Subjects: values bound to names of secrets, and texts that have the shape of one."""
    judged = [*_of_names(source), *_of_calls(source), *_of_texts(source)]
    findings = [one for one in judged if one is not None]
    return Inspection(len(judged), tuple(sorted(findings, key=lambda f: f.line)))


def _of_names(source: PythonSource) -> list[Finding | None]:
    """What is bound to the name of a secret, by the code or where the environment has none."""
    judged: list[Finding | None] = []
    for name, bound in _bound(source):
        value = _secret_part(source, name, bound)
        if value is not None:
            text = _unwrapped(name, _literal(source, value) or "")
            message = f"the value of {name} stands in the code"
            judged.append(source.finding(value, message) if _is_secret(text) else None)
        elif KEY_NAME.search(name) and SHAPED.match(_literal(source, bound) or ""):
            judged.append(source.finding(bound, f"the value of {name} stands in the code"))
    for name, value in _environment_defaults(source):
        found = source.finding(value, f"{name} has a default that works", Severity.CONVENTION)
        judged.append(found if _is_secret(_literal(source, value) or "") else None)
    return judged


def _of_calls(source: PythonSource) -> list[Finding | None]:
    """What is given to a call, or compared with, in the place of a secret."""
    return [
        source.finding(value, f"{what} stands in the code")
        if _is_secret(_literal(source, value) or "")
        else None
        for what, value in (*_positional(source), *_compared(source))
    ]


def _of_texts(source: PythonSource) -> list[Finding | None]:
    """Texts that nothing but a credential looks like."""
    judged: list[Finding | None] = []
    for constant in source.of(ast.Constant):
        if isinstance(constant.value, str) and not source.is_docstring(constant):
            match = USER_AND_PASSWORD.match(constant.value)
            if KNOWN_TOKEN.match(constant.value) or (match and not PLACEHOLDER.match(match[1])):
                judged.append(source.finding(constant, "the text contains a credential"))
    return judged


def _literal(source: PythonSource, value: ast.expr) -> str | None:
    """The text where it is certain, also put together or wrapped: `SecretStr("…")`."""
    found = source.resolve(value)
    if isinstance(found, ast.Call) and source.name(found.func).endswith(WRAPPERS) and found.args:
        return _literal(source, found.args[0])
    if isinstance(found, ast.Call) and isinstance(found.func, ast.Attribute):
        return _literal(source, found.func.value) if found.func.attr == "encode" else None
    if isinstance(found, ast.Constant) and not isinstance(found.value, str | bytes):
        return None
    text = source.text_of(found)
    return None if HOLE in text else text


def _environment_defaults(source: PythonSource) -> list[tuple[str, ast.expr]]:
    """(name, default) of `os.getenv("API_KEY", "…")` where the name is that of a secret.

    Also of `os.getenv("API_KEY") or "…"`.
    """
    found = []
    for call in source.of(ast.Call):
        reader = source.resolve(call.func)
        if source.name(reader) not in ENVIRONMENT or not call.args:
            continue
        name = source.literal(call.args[0])
        if not isinstance(name, str) or not (SECRET_NAME.search(name) or KEY_NAME.search(name)):
            continue
        defaults = [*call.args[1:], *(k.value for k in call.keywords if k.arg == "default")]
        parent = source.parent(call)
        if isinstance(parent, ast.BoolOp):
            defaults += [value for value in parent.values if value is not call]
        found += [(name, default) for default in defaults]
    return found


def _positional(source: PythonSource) -> list[tuple[str, ast.expr]]:
    """(what, value) of `jwt.encode(claims, "…")` and its kind."""
    calls = [(source.name(call.func), call) for call in source.of(ast.Call)]
    return [
        (f"the key of {name}", call.args[SECRET_ARGUMENT[name]])
        for name, call in calls
        if name in SECRET_ARGUMENT and len(call.args) > SECRET_ARGUMENT[name]
    ]


def _compared(source: PythonSource) -> list[tuple[str, ast.expr]]:
    """(what, value) of `password == "…"` and `compare_digest(token, "…")`."""
    pairs = [
        (one.left, one.comparators[0])
        for one in source.of(ast.Compare)
        if isinstance(one.ops[0], ast.Eq | ast.NotEq)
    ]
    pairs += [
        (call.args[0], call.args[1])
        for call in source.of(ast.Call)
        if source.name(call.func).endswith("compare_digest") and len(call.args) > 1
    ]
    both = [*pairs, *((right, left) for left, right in pairs)]
    return [
        (f"what {_last(name)} is compared with", value)
        for name, value in both
        if SECRET_NAME.search(_last(name)) and source.literal(name) is UNKNOWN
    ]


def _secret_part(source: PythonSource, name: str, value: ast.expr) -> ast.expr | None:
    """The part of a value that is secret: of `auth=("user", "password")` the second."""
    plain = name.replace("-", "_")
    if SECRET_NAME.search(plain) or plain.lower() == "authorization":
        return value
    if plain == "auth" and isinstance(value, ast.Call):
        pair = value.args if source.name(value.func).endswith(BASIC_AUTH) else []
    elif plain == "auth":
        found = source.resolve(value)
        pair = found.elts if isinstance(found, ast.Tuple) else []
    else:
        pair = []
    return pair[1] if len(pair) == 2 else None  # noqa: PLR2004 - the user and the password


def _unwrapped(name: str, text: str) -> str:
    """The token of an Authorization header, without the word before it; "" where none is."""
    if name.lower() != "authorization":
        return text
    match = HEADER.match(text)
    return match[1] if match else ""


def _is_secret(text: str) -> bool:
    return len(text) >= 4 and " " not in text and not PLACEHOLDER.match(text)  # noqa: PLR2004 - shorter is none


def _bound(source: PythonSource) -> list[tuple[str, ast.expr]]:
    """(name, value) of assignments, keyword arguments, dictionary entries and defaults."""
    pairs: list[tuple[str, ast.expr]] = []
    for assign in source.of(ast.Assign):
        pairs += [(_last(target), assign.value) for target in assign.targets]
    for annotated in source.of(ast.AnnAssign):
        if annotated.value is not None:
            pairs.append((_last(annotated.target), annotated.value))
    for argument in source.of(ast.keyword):
        pairs.append((argument.arg or "", argument.value))
    for entries in source.of(ast.Dict):
        for key, value in zip(entries.keys, entries.values, strict=True):
            name = source.literal(key) if key is not None else UNKNOWN
            pairs.append((name if isinstance(name, str) else "", value))
    for function in source.functions():
        pairs += [(a.arg, d) for a, d in annotation_and_default(function) if d is not None]
    return pairs


def _last(target: ast.expr) -> str:
    if isinstance(target, ast.Subscript) and isinstance(target.slice, ast.Constant):
        return str(target.slice.value)
    return target.attr if isinstance(target, ast.Attribute) else getattr(target, "id", "")


RULES = tuple(
    PythonRule(
        ValidationRule(
            rule_id=f"{category.value}_no_credentials",
            description="No password, key or token may stand in the code",
            category=category,
            prohibited_patterns=(r"-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----",),
            confidence_threshold=0.95,
        ),
        check,
    )
    for category in (Category.BACKEND, Category.FRONTEND)
)
