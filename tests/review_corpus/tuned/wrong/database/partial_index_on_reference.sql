CREATE TABLE IF NOT EXISTS customer (
    id   INTEGER PRIMARY KEY,
    name TEXT NOT NULL
);

CREATE TABLE IF NOT EXISTS agent (
    id   INTEGER PRIMARY KEY,
    name TEXT NOT NULL
);

CREATE TABLE IF NOT EXISTS ticket (
    id          INTEGER PRIMARY KEY,
    customer_id INTEGER NOT NULL REFERENCES customer (id),
    agent_id    INTEGER REFERENCES agent (id),  -- fault: database_indexes
    subject     TEXT NOT NULL,
    closed_at   TEXT
);

CREATE INDEX IF NOT EXISTS ix_ticket_customer_id ON ticket (customer_id);
CREATE INDEX IF NOT EXISTS ix_ticket_agent_id ON ticket (agent_id) WHERE closed_at IS NULL;  -- fault
