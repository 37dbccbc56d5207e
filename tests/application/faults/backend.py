"""Faults of generated routes, models and sessions."""

import re

from tests.application.faults.marked import (
    Change,
    after,
    dropped,
    marked,
    steps,
    swapped,
    within,
)

_IN_CREATE = r"    values = payload\.model_dump\(\)"
_DELETE = r"    crud\.delete\(db, row\)"
_READ = r"@router\.get\(\n    ITEM"


def in_create(line: str) -> Change:
    """A line more in the route that creates."""
    return after(_IN_CREATE, f"    {line}\n")


def around_delete(before: str, handler: str) -> Change:
    """The call that deletes, with something around it."""
    return swapped(rf"^{_DELETE}\n", f"{before}        crud.delete(db, row)\n{handler}")


# status codes
no_created = steps(
    dropped(r"^    status_code=status\.HTTP_201_CREATED,\n"), marked(r"@router\.post\(")
)
ok_instead_of_created = swapped(r"status_code=status\.HTTP_201_CREATED", "◆status_code=200")
no_content_dropped = steps(
    dropped(r"status_code=status\.HTTP_204_NO_CONTENT,\s*"), marked(r"@router\.delete\(")
)
ok_instead_of_no_content = swapped(
    r"status_code=status\.HTTP_204_NO_CONTENT", "◆status_code=status.HTTP_200_OK"
)
no_content_with_model = swapped(
    r"@router\.delete\(ITEM,", "◆@router.delete(ITEM, response_model=dict[str, bool],"
)

# models of answers
_NO_RETURN = swapped(r"(def read_\w+\([^)]*\)) -> \w+:", r"\1:")
no_model = steps(
    within(_READ, dropped(r"    response_model=\w+,\n")),
    swapped(_READ, "◆@router.get(\n    ITEM"),
    _NO_RETURN,
)


def model_is(shape: str) -> Change:
    """The route that reads one row answers with something that has no shape."""
    return steps(
        within(_READ, swapped(r"response_model=\w+", f"response_model={shape}")),
        swapped(_READ, "◆@router.get(\n    ITEM"),
        swapped(r"(def read_\w+\([^)]*\)) -> \w+:", rf"\1 -> {shape}:"),
    )


# sessions of routes
dependency_called = swapped(
    r"^(DatabaseSession = .*)Depends\(session_dependency\)", r"◆\1Depends(session_dependency())"
)
dependency_dropped = steps(
    swapped(r"^DatabaseSession = .*", "DatabaseSession = Session"), marked(r"db: DatabaseSession")
)
dependency_called_in_route = steps(
    within(r"def read_", swapped(r",\s*db: DatabaseSession,?\s*\)", ")")),
    within(r"def read_", after(r'    """', "    db = next(◆session_dependency())\n")),
)
opened_in_route = steps(
    within(r"def read_", swapped(r",\s*db: DatabaseSession,?\s*\)", ")")),
    within(
        r"def read_", swapped(r"^    found = ", "    with ◆SessionLocal() as db:\n        found = ")
    ),
)
left_open_in_route = in_create(
    "log = ◆SessionLocal()\n    log.add(AuditEntry(values))\n    log.commit()"
)
closed_only_without_error = in_create(
    "log = ◆SessionLocal()\n    log.add(AuditEntry(values))\n    log.commit()\n    log.close()"
)

# errors
swallowed = around_delete("    try:\n", "    ◆except Exception:\n        pass\n")
swallowed_by_bare_except = around_delete("    try:\n", "    ◆except:\n        pass\n")
swallowed_with_return = around_delete("    try:\n", "    ◆except Exception:\n        return None\n")
logged_only = around_delete(
    "    try:\n",
    "    ◆except Exception as error:\n        logger.error('not deleted: %s', error)\n",
)
rolled_back_only = around_delete("    try:\n", "    ◆except Exception:\n        db.rollback()\n")
suppressed = around_delete("    with ◆contextlib.suppress(Exception):\n", "")
missing_row_used = within(
    r"def read_",
    swapped(
        r"    found = (\w+)\.model_validate\(\s*crud\.find\(db, (\w+, \w+), \"[^\"]*\"\)\s*\)",
        r"    row = db.get(\2)\n    found = ◆\1.model_validate(row)",
    ),
)
missing_row_read = within(
    r"def read_",
    swapped(
        r"    found = (\w+)\.model_validate\(\s*crud\.find\(db, (\w+, \w+), \"[^\"]*\"\)\s*\)",
        r"    found = \1.model_validate(◆db.get(\2))",
    ),
)
missing_row_attribute = within(
    r"def delete_",
    swapped(
        r"    row = crud\.find\(db, (\w+, \w+), \"[^\"]*\"\)",
        r"    row = db.get(\1)\n    logger.info('delete %s', ◆row.__tablename__)",
    ),
)

# models
_FOREIGN_KEY = re.compile(
    r"^    (?P<column>\w+): Mapped\[.*mapped_column\(\n(?: {8}.*\n)*? {8}sa\.ForeignKey\(",
    re.MULTILINE,
)
key_dropped = steps(dropped(r"^        primary_key=True,\n"), marked(r"class \w+\(Base\):"))
key_is_false = steps(
    swapped(r"primary_key=True", "primary_key=False"), marked(r"class \w+\(Base\):")
)


def index_of_foreign_key(new: str) -> Change:
    """Something else (`{column}`: the first foreign key) instead of the index that serves it."""

    def change(text: str) -> str:
        found = _FOREIGN_KEY.search(text)
        assert found, "the model has no foreign key"
        column = found["column"]
        old = rf"sa\.Index\(\s*\"[^\"]+\", \"{column}\"\s*\),?\s*"
        there = swapped(old, new.format(column=column))
        return steps(there, marked(rf"    {column}: Mapped\["))(text)

    return change


index_dropped = index_of_foreign_key("")
index_begins_elsewhere = index_of_foreign_key('sa.Index("ix_other", "other", "{column}"), ')
index_in_a_comment = index_of_foreign_key('# sa.Index("ix_{column}", "{column}")\n        ')

# the sessions of the application
_CLOSED = r"    try:\n        yield db\n    finally:\n        db\.close\(\)\n"
_OPENED = marked(r"db = SessionLocal\(\)")
never_closed = steps(swapped(_CLOSED, "    yield db\n"), _OPENED)
closed_on_the_happy_path = steps(swapped(_CLOSED, "    yield db\n    db.close()\n"), _OPENED)
closed_on_errors_only = steps(
    swapped(
        _CLOSED,
        "    try:\n        yield db\n    except OSError:\n        db.close()\n        raise\n",
    ),
    _OPENED,
)
closed_in_a_comment = steps(
    swapped(_CLOSED, "    try:\n        yield db\n    finally:\n        pass  # db.close()\n"),
    _OPENED,
)
no_context_manager = steps(dropped(r"^@contextmanager\n"), marked(r"def get_db\("))

# what all routes share
_FIND = r"    row = db\.get\(model, identifier\)\n"
missing_row_returned = swapped(
    _FIND + r"    if row is None:\n        raise not_found\(what\)\n    return row\n",
    "    ◇row = db.get(model, identifier)\n    ◆return row\n",
)
conflict_swallowed = within(
    r"def update\(",
    swapped(
        r"    except IntegrityError as error:\n        db\.rollback\(\)\n        raise [^\n]*\n",
        "    ◆except IntegrityError:\n        pass\n",
    ),
)
