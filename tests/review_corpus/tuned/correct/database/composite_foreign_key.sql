CREATE TABLE IF NOT EXISTS flights (
    carrier TEXT NOT NULL,
    number INTEGER NOT NULL,
    PRIMARY KEY (carrier, number)
);
CREATE TABLE IF NOT EXISTS legs (
    id INTEGER PRIMARY KEY,
    carrier TEXT NOT NULL,
    number INTEGER NOT NULL,
    departs TEXT NOT NULL,
    FOREIGN KEY (carrier, number) REFERENCES flights (carrier, number) ON DELETE CASCADE
);
CREATE INDEX IF NOT EXISTS ix_legs_flight ON legs (carrier, number);
