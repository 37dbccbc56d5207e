PRAGMA foreign_keys = ON;

CREATE TABLE IF NOT EXISTS playlist (
    id    INTEGER PRIMARY KEY,
    title TEXT NOT NULL
);

CREATE TABLE IF NOT EXISTS track (
    id      INTEGER PRIMARY KEY,
    title   TEXT NOT NULL,
    seconds INTEGER NOT NULL CHECK (seconds > 0)
);

CREATE TABLE IF NOT EXISTS playlist_track (
    playlist_id INTEGER NOT NULL,
    track_id    INTEGER NOT NULL,
    position    INTEGER NOT NULL,
    PRIMARY KEY (playlist_id, track_id),
    FOREIGN KEY (playlist_id) REFERENCES playlist (id),
    FOREIGN KEY (track_id) REFERENCES track (id)  -- fault: database_indexes
) WITHOUT ROWID;

CREATE INDEX IF NOT EXISTS ix_track_title ON track (title);
CREATE INDEX IF NOT EXISTS ix_playlist_track_position ON playlist_track (position, track_id);  -- fault
