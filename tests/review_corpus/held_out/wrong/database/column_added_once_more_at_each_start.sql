-- 001: tables
CREATE TABLE IF NOT EXISTS events (
    id        INTEGER PRIMARY KEY,
    title     TEXT NOT NULL,
    starts_at TEXT NOT NULL
);

CREATE TABLE IF NOT EXISTS attendees (
    id       INTEGER PRIMARY KEY,
    event_id INTEGER NOT NULL REFERENCES events (id) ON DELETE CASCADE,
    name     TEXT NOT NULL
);

CREATE INDEX IF NOT EXISTS ix_attendees_event_id ON attendees (event_id);

-- 002: attendees may leave an address
ALTER TABLE attendees ADD COLUMN email TEXT;  -- fault: database_repeatable

-- 003: find them by it
CREATE INDEX IF NOT EXISTS ix_attendees_email ON attendees (email);
INSERT OR IGNORE INTO events (id, title, starts_at) VALUES (1, 'Opening', '2025-09-01T18:00');
