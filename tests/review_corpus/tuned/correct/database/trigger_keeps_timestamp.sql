-- A trigger body ends its statements with semicolons as well.
BEGIN;

CREATE TABLE IF NOT EXISTS device (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    serial     TEXT NOT NULL UNIQUE,
    state      TEXT NOT NULL DEFAULT 'new',
    updated_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CHECK (state IN ('new', 'drop table', 'delete from stock; it''s gone'))
);

CREATE TABLE IF NOT EXISTS device_log (
    device_id INTEGER NOT NULL,
    seq       INTEGER NOT NULL,
    state     TEXT NOT NULL,
    PRIMARY KEY (device_id, seq),
    FOREIGN KEY (device_id) REFERENCES device (id)
);

CREATE TRIGGER IF NOT EXISTS device_state_changed
AFTER UPDATE OF state ON device
FOR EACH ROW WHEN OLD.state IS NOT NEW.state
BEGIN
    INSERT INTO device_log (device_id, seq, state)
    SELECT NEW.id, COALESCE(MAX(seq), 0) + 1, OLD.state FROM device_log WHERE device_id = NEW.id;
    UPDATE device SET updated_at = CURRENT_TIMESTAMP WHERE id = NEW.id;
END;

COMMIT;
