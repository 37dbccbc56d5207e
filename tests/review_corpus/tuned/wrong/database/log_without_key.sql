CREATE TABLE IF NOT EXISTS audit (  -- fault: database_primary_key
    happened_at TEXT NOT NULL,
    who TEXT NOT NULL,
    what TEXT NOT NULL UNIQUE
);
