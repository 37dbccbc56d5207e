-- 003: members may give a telephone number
CREATE TABLE IF NOT EXISTS club (
    id   INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
);

CREATE TABLE IF NOT EXISTS member (
    id      INTEGER PRIMARY KEY,
    club_id INTEGER NOT NULL REFERENCES club (id),
    name    TEXT NOT NULL
);

CREATE INDEX IF NOT EXISTS member_club ON member (club_id);

ALTER TABLE member ADD phone TEXT NOT NULL DEFAULT ''; -- fault: database_repeatable

CREATE INDEX IF NOT EXISTS member_phone ON member (phone);

INSERT OR IGNORE INTO club (id, name) VALUES (1, 'Chess'), (2, 'Rowing');
