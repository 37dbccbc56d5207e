"""Breaks the links of students and courses in one place at a time; see `mutation.py`."""

from tests.templates.mutation import CRUD, LISTING, Mutation, Target, in_file, replaced

LINKS, LINK_TABLES = "app/links.py", "app/models/links.py"
STUDENT_LINKS = Target("student_links", "Student")
_ROUTES = STUDENT_LINKS.routes
_INSERT = ".on_conflict_do_nothing())\n    db.commit()"
_KEY = "    key = {column.name: getattr(row, column.name) for column in table.columns}\n"


def _emptied(table: str) -> str:
    return f"{_KEY}    db.execute(sa.text('DELETE FROM {table}'))\n"


_BROKEN = (
    ("no route links", _ROUTES, "@router.put(", "@router.trace("),
    ("linking does nothing", LINKS, "    db.execute(insert(", "    (insert("),
    ("linking twice fails", LINKS, ".on_conflict_do_nothing()", ""),
    ("a link is not committed", LINKS, _INSERT, _INSERT.replace("commit", "rollback")),
    (
        "a link leads the other way",
        LINKS,
        "{way.here: here, way.there: there}",
        "{way.here: there, way.there: here}",
    ),
    ("unlinking does nothing", LINKS, "all()\n    db.commit()", "all()\n    db.rollback()"),
    ("unlinking twice is fine", LINKS, "    if not ended:", "    if False:"),
    ("unlinking ends all links of a row", LINKS, ", columns[way.there] == there)", ",)"),
    ("all rows are listed as linked", LISTING, "    if within is not None:", "    if False:"),
    ("a link is listed from every row", LINKS, ".where(columns[way.here] == here)", ""),
    (
        "a deleted row leaves its links",
        LINK_TABLES,
        'ondelete="CASCADE"',
        'ondelete="NO ACTION"',
    ),
    ("a deleted row takes what it was linked to", CRUD, _KEY, _emptied("courses")),
    ("a deleted row takes all links", CRUD, _KEY, _emptied("courses_students")),
)
LINK_MUTATIONS: tuple[Mutation, ...] = tuple(
    (name, in_file(path), replaced(old, new)) for name, path, old, new in _BROKEN
)
