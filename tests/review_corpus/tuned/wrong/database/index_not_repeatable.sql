CREATE TABLE IF NOT EXISTS events (
    id INTEGER PRIMARY KEY,
    happened TEXT NOT NULL
);
CREATE INDEX ix_events_happened ON events (happened);  -- fault: database_repeatable
