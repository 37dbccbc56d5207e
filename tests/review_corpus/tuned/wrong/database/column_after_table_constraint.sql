CREATE TABLE IF NOT EXISTS author (
    id   INTEGER PRIMARY KEY,
    name TEXT NOT NULL
);

CREATE TABLE IF NOT EXISTS book (
    id        INTEGER PRIMARY KEY,
    author_id INTEGER NOT NULL,
    title     TEXT NOT NULL,
    FOREIGN KEY (author_id) REFERENCES author (id) ON DELETE CASCADE, -- fault
    printed   INTEGER NOT NULL DEFAULT 0 -- fault: readable
);

CREATE INDEX IF NOT EXISTS book_author ON book (author_id);

INSERT OR IGNORE INTO author (id, name) VALUES (1, 'Karin Boye');
