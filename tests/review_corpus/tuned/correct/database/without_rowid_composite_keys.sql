-- Timetable: keys are natural and made of several columns.
PRAGMA foreign_keys = ON;

CREATE TABLE IF NOT EXISTS line (
    operator TEXT NOT NULL,
    number   TEXT NOT NULL,
    PRIMARY KEY (operator, number)
) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS stop (
    code TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS departure (
    operator TEXT NOT NULL,
    number   TEXT NOT NULL,
    stop     TEXT NOT NULL REFERENCES stop,
    leaves   TEXT NOT NULL CHECK (leaves GLOB '[0-2][0-9]:[0-5][0-9]'),
    PRIMARY KEY (operator, number, stop, leaves),
    FOREIGN KEY (operator, number) REFERENCES line (operator, number) ON DELETE CASCADE
) WITHOUT ROWID;

CREATE INDEX IF NOT EXISTS departure_by_stop ON departure (stop, leaves);

INSERT OR IGNORE INTO line VALUES ('SL', '17'), ('SL', '19');
INSERT OR IGNORE INTO stop VALUES ('ODE', 'Odenplan');
INSERT OR IGNORE INTO departure VALUES ('SL', '17', 'ODE', '07:15');
