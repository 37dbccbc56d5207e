CREATE TABLE IF NOT EXISTS song (
    id    INTEGER PRIMARY KEY,
    title TEXT NOT NULL
);

CREATE TABLE IF NOT EXISTS playlist (
    id    INTEGER PRIMARY KEY,
    owner TEXT NOT NULL
);

CREATE INDEX IF NOT EXISTS ix_playlist_owner ON playlist (owner);

CREATE TABLE IF NOT EXISTS playlist_song (
    playlist_id INTEGER NOT NULL REFERENCES playlist (id) ON DELETE CASCADE,
    song_id     INTEGER NOT NULL REFERENCES song (id) ON DELETE CASCADE, -- fault: database_indexes
    position    INTEGER NOT NULL,
    PRIMARY KEY (playlist_id, song_id), -- fault
    UNIQUE (playlist_id, position)
) WITHOUT ROWID;

CREATE INDEX IF NOT EXISTS ix_playlist_song_song_id ON playlist_song (position, song_id); -- fault

INSERT OR IGNORE INTO song (id, title) VALUES (1, 'Gläns över sjö och strand');
