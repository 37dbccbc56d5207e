CREATE TABLE IF NOT EXISTS door (
    id   INTEGER PRIMARY KEY,
    name TEXT NOT NULL
);

CREATE TABLE IF NOT EXISTS passage (
    id      INTEGER PRIMARY KEY,
    door_id INTEGER NOT NULL REFERENCES door (id),
    badge   TEXT NOT NULL,
    at      TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP
);

CREATE INDEX IF NOT EXISTS passage_door ON passage (door_id, at);

INSERT OR IGNORE INTO door (id, name) VALUES (1, 'North'), (2, 'South');

WITH stale (id) AS ( -- fault
    SELECT id FROM passage WHERE at < date('now', '-1 month')
)
DELETE FROM passage -- fault: database_no_data_loss
WHERE id IN (SELECT id FROM stale); -- fault
