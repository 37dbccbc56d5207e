CREATE TABLE IF NOT EXISTS owners (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS cars (
    id INTEGER PRIMARY KEY,
    sold INTEGER NOT NULL DEFAULT 0 CHECK (sold IN (0, 1)),
    owner_id INTEGER NOT NULL REFERENCES owners (id) ON DELETE CASCADE  -- fault: database_indexes
);
CREATE INDEX IF NOT EXISTS ix_cars_owner ON cars (owner_id) WHERE sold = 1;
