"""Where a module opens database sessions and connections: shared by the rules about them."""

import ast

from domain.rules.python_source import PythonSource

_OPENERS = frozenset(
    [
        "sqlalchemy.orm.Session",
        "sqlalchemy.orm.session.Session",
        "sqlmodel.Session",
        "sqlalchemy.ext.asyncio.AsyncSession",
        "sqlite3.connect",
        "psycopg.connect",
        "psycopg2.connect",
    ]
)
_FACTORIES = ("sessionmaker", "async_sessionmaker", "scoped_session")
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


def _opens(source: PythonSource, call: ast.Call) -> bool:
    name = source.name(call.func)
    if name in _OPENERS or name.rpartition(".")[2] in _FACTORY_NAMES:
        return True
    made = source.resolve(call.func)
    if isinstance(made, ast.Call) and source.name(made.func).endswith(_FACTORIES):
        return True
    if isinstance(call.func, ast.Attribute) and call.func.attr == "connect":
        engine = source.resolve(call.func.value)
        return isinstance(engine, ast.Call) and source.name(engine.func).endswith("create_engine")
    return False
