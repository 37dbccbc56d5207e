"""Where a module opens database sessions and connections: shared by the rules about them."""

import ast
import re

from domain.rules.python_source import PythonSource

_OPENERS = frozenset(
    [
        "sqlalchemy.orm.Session",
        "sqlalchemy.orm.session.Session",
        "sqlmodel.Session",
        "sqlmodel.ext.asyncio.session.AsyncSession",
        "sqlalchemy.ext.asyncio.AsyncSession",
        "sqlite3.connect",
        "psycopg.connect",
        "psycopg2.connect",
        "asyncpg.connect",
        "aiosqlite.connect",
        "pymysql.connect",
        "pyodbc.connect",
    ]
)
# Their `with` ends a transaction and leaves the connection open.
_ONLY_COMMITTING = frozenset({"sqlite3.connect", "psycopg2.connect", "mysql.connector.connect"})
_FACTORIES = ("sessionmaker", "async_sessionmaker", "scoped_session")
_DATABASE = re.compile(r"(?:^|[._])(?:db|database|sessions?)$")
_OF_A_DATABASE = re.compile(
    r"^(?:factory|(?:async_?)?session(?:_?(?:local|factory|maker))?)$", re.IGNORECASE
)
_FACTORY_NAMES = frozenset(
    [
        "SessionLocal",
        "AsyncSessionLocal",
        "TestingSessionLocal",
        "SessionFactory",
        "session_factory",
        "async_session_factory",
        "async_session_maker",
        "session_maker",
        "new_session",
    ]
)


def opened(source: PythonSource) -> list[ast.Call]:
    """Every call that opens a session or a connection; use `source.derive(opened)`."""
    return sorted(
        (call for call in source.of(ast.Call) if _opens(source, call)),
        key=lambda call: (call.lineno, call.col_offset),
    )


def is_factory(source: PythonSource, function: ast.expr) -> bool:
    """Whether calling it opens a session or a connection."""
    return _opener(source, function) != ""


def closes_itself(source: PythonSource, call: ast.Call) -> bool:
    """Whether `with` closes what the call opens, and does not only end its transaction."""
    return _opener(source, call.func) not in _ONLY_COMMITTING


def _opens(source: PythonSource, call: ast.Call) -> bool:
    return is_factory(source, call.func)


def _opener(source: PythonSource, function: ast.expr) -> str:
    """The name of what opens: "" where nothing does."""
    name = source.name(function)
    module, _, last = name.rpartition(".")
    if name in _OPENERS | _ONLY_COMMITTING or last in _FACTORY_NAMES:
        return name
    if _DATABASE.search(module) and _OF_A_DATABASE.search(last):
        return name
    if isinstance(function, ast.Attribute) and function.attr in ("connect", "raw_connection"):
        return "engine.connect" if _is_engine(source, function.value) else ""
    return _made(source, function)


def _is_engine(source: PythonSource, holder: ast.expr) -> bool:
    made = source.resolve(holder)
    if isinstance(made, ast.Call):
        return source.name(made.func).endswith("create_engine")
    return source.name(holder).rpartition(".")[2].lstrip("_") == "engine"


def _made(source: PythonSource, function: ast.expr) -> str:
    """A factory that the module makes: `sessionmaker(…)`, `partial(sqlite3.connect, …)`."""
    made = source.resolve(function)
    if not isinstance(made, ast.Call):
        return ""
    maker = source.name(made.func)
    if maker.endswith(_FACTORIES):
        return maker
    is_partial = maker in ("functools.partial", "partial") and made.args
    return _opener(source, made.args[0]) if is_partial else ""
