"""The tables of a PostgreSQL event store, made once by `store migrate` and never at run time.

Positions must become visible in their order, or a reader that tails the log passes over a gap that
is filled later. So whoever inserts holds one advisory lock per table until the commit is over, and
the table sees to that by itself: the trigger that takes it runs before a position is drawn. The
library locks the table instead, for which the right to INSERT is not enough.
"""

from psycopg.sql import SQL, Composed, Identifier, Literal

TABLE = "stored_events"
FORMAT = 1
MARK = "baes-optimizer event store, format "  # the comment on the table, with the format
LOCK_CLASS = 0x42414553  # "BAES": the first half of every advisory lock of ours
COLUMNS = (
    "originator_id uuid",
    "originator_version bigint",
    "topic text",
    "state bytea",
    "notification_id bigint",
)
TABLE_RIGHTS = ("SELECT", "INSERT")  # and USAGE on the schema; an identity column needs none


def channel(schema: str) -> str:
    """What a commit notifies."""
    return f"{schema}.{TABLE}"


def lock_statement(schema: str) -> Composed:
    """Wait for the turn to append and keep it until the commit is over."""
    return SQL("SELECT pg_advisory_xact_lock({}, {}::regclass::oid::int4)").format(
        Literal(LOCK_CLASS), Literal(f'"{schema}".{TABLE}')
    )


def filled_in(text: str, schema: str) -> Composed:
    """A statement of this module for a schema; {table} and {schema} are names, quoted."""
    return SQL(text).format(
        schema=Identifier(schema),
        table=Identifier(schema, TABLE),
        lock_class=Literal(LOCK_CLASS),
        mark=Literal(f"{MARK}{FORMAT}"),
    )


# The library reads a stored event's columns by these names, and its recorder writes that type.
CREATE_TABLE = (
    """CREATE TABLE {table} (
    originator_id uuid NOT NULL,
    originator_version bigint NOT NULL,
    topic text NOT NULL,
    state bytea NOT NULL,
    notification_id bigint GENERATED ALWAYS AS IDENTITY,
    PRIMARY KEY (originator_id, originator_version)
)""",
    "CREATE UNIQUE INDEX stored_events_notification_id_idx ON {table} (notification_id)",
    """CREATE TYPE {schema}.stored_event_uuid AS (
    originator_id uuid, originator_version bigint, topic text, state bytea
)""",
    "COMMENT ON TABLE {table} IS {mark}",
)
TRIGGERS = {
    "stored_events_append": (
        """CREATE OR REPLACE FUNCTION {schema}.stored_events_append() RETURNS trigger
LANGUAGE plpgsql AS $$ BEGIN
    PERFORM pg_catalog.pg_advisory_xact_lock({lock_class}, TG_RELID::int4);
    PERFORM pg_catalog.pg_notify(TG_TABLE_SCHEMA || '.' || TG_TABLE_NAME, '');
    RETURN NULL;
END $$""",
        """CREATE OR REPLACE TRIGGER stored_events_append BEFORE INSERT ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION {schema}.stored_events_append()""",
    ),
    "stored_events_refuse": (
        """CREATE OR REPLACE FUNCTION {schema}.stored_events_refuse() RETURNS trigger
LANGUAGE plpgsql AS $$ BEGIN
    RAISE EXCEPTION 'the event store is append-only: no %', TG_OP
    USING ERRCODE = 'restrict_violation';
END $$""",
        """CREATE OR REPLACE TRIGGER stored_events_refuse BEFORE UPDATE OR DELETE OR TRUNCATE
ON {table} FOR EACH STATEMENT EXECUTE FUNCTION {schema}.stored_events_refuse()""",
    ),
}
