"""Faults of the section of one table in the generated schema."""

import re

from tests.application.faults.marked import END, MAY, MUST, Change, dropped, marked, steps, swapped

_CREATE = r"CREATE TABLE IF NOT EXISTS"
_INDEX = (
    r"^CREATE INDEX IF NOT EXISTS \"[^\"]+\" ON (?P<table>\"[^\"]+\") \(\"(?P<column>[^\"]+)\"\);\n"
)
_KEY = (
    r'FOREIGN KEY \("(?P<column>[^"]+)"\) REFERENCES "(?P<parent>[^"]+)" \("(?P<reached>[^"]+)"\)'
)


def in_section(table: str, change: Change) -> Change:
    """The change is made to that table; lines of others that refer to it may be named besides."""
    section = re.compile(rf'^{_CREATE} "{table}" \([\s\S]*?(?=^{_CREATE}|\Z)', re.MULTILINE)

    def changed(text: str) -> str:
        found = section.search(text)
        assert found, f"no table {table}"
        before, after = text[: found.start()], text[found.end() :]
        refers = re.compile(rf'(?=    CONSTRAINT .* REFERENCES "{table}")')
        return (
            refers.sub(MAY, before)
            + refers.sub(MAY, change(found.group()))
            + refers.sub(MAY, after)
        )

    return changed


def _first_key(new: str) -> Change:
    """The first foreign key refers to something else; its line must be named."""
    return swapped(rf'^    (?P<named>CONSTRAINT "[^"]+") {_KEY}', rf"    {MUST}\g<named> {new}")


def _first_index(new: str) -> Change:
    """Something else instead of the first index; the foreign key that it served must be named."""

    def change(text: str) -> str:
        found = re.search(_INDEX, text, re.MULTILINE)
        assert found, "the table has no index"
        key = rf'(?=CONSTRAINT "[^"]+" FOREIGN KEY \("{found["column"]}"\))'
        return steps(swapped(_INDEX, new), swapped(key, MUST))(text)

    return change


key_dropped = steps(dropped(r" PRIMARY KEY"), marked(_CREATE))
key_is_unique_only = steps(swapped(r" PRIMARY KEY", " UNIQUE"), marked(_CREATE))
index_dropped = _first_index("")
index_in_a_comment = _first_index(r"-- \g<0>")
index_is_partial = _first_index(
    r'CREATE INDEX IF NOT EXISTS "ix_part" ON \g<table> ("\g<column>") WHERE "\g<column>" > 0;' "\n"
)
parent_missing = _first_key(
    r'FOREIGN KEY ("\g<column>") REFERENCES "\g<parent>_old" ("\g<reached>")'
)
column_of_parent_missing = _first_key(
    r'FOREIGN KEY ("\g<column>") REFERENCES "\g<parent>" ("\g<reached>_old")'
)
column_without_type = swapped(
    r'^    ("[^"]+") (?:INTEGER|TEXT|VARCHAR\(\d+\)|DATETIME)( NOT NULL)?,', rf"    {MUST}\1,"
)
table_dropped_first = swapped(rf'^{_CREATE} ("[^"]+")', rf"{MUST}DROP TABLE IF EXISTS \1;\n\g<0>")
rows_deleted = swapped(
    rf'^(?P<all>{_CREATE} (?P<table>"[^"]+")[\s\S]*?\n\);\n)',
    rf"\g<all>{MUST}DELETE FROM \g<table>;\n",
)
table_not_repeatable = swapped(_CREATE, f"{MUST}CREATE TABLE")
index_not_repeatable = swapped(r"CREATE INDEX IF NOT EXISTS", f"{MUST}CREATE INDEX")
comma_dropped = swapped(r"^(    .*),\n(?=    )", rf"\1\n    {MUST}")
breaks_off = swapped(rf"^({_CREATE} .*\n.*\n)", rf"{MUST}\1{END}")
