CREATE TABLE IF NOT EXISTS artists (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL
);
CREATE TABLE albums (  -- fault: database_repeatable
    id INTEGER PRIMARY KEY,
    title TEXT NOT NULL
);
