CREATE TABLE IF NOT EXISTS lines (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    amount INTEGER NOT NULL CHECK (amount > 0),
    cents INTEGER NOT NULL CHECK (cents >= 0),
    total INTEGER GENERATED ALWAYS AS (amount * cents) STORED
);
CREATE INDEX IF NOT EXISTS ix_lines_total ON lines (total) WHERE total > 100000;
