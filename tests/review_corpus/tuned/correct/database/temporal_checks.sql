CREATE TABLE IF NOT EXISTS bookings (
    id INTEGER PRIMARY KEY,
    room TEXT NOT NULL,
    starts TEXT NOT NULL CHECK (starts GLOB '????-??-??'),
    ends TEXT NOT NULL,
    created_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CHECK (ends > starts),
    UNIQUE (room, starts)
);
CREATE INDEX IF NOT EXISTS ix_bookings_starts ON bookings (starts);
