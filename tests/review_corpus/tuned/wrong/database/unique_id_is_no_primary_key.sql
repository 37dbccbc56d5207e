-- Every table carries a PRIMARY KEY.
CREATE TABLE IF NOT EXISTS sensor (
    id    INTEGER PRIMARY KEY,
    label TEXT NOT NULL
);

CREATE TABLE IF NOT EXISTS measurement (  -- fault: database_primary_key
    id        INTEGER NOT NULL UNIQUE,  -- fault
    sensor_id INTEGER NOT NULL REFERENCES sensor (id),
    taken_at  TEXT NOT NULL,
    value     REAL NOT NULL,
    UNIQUE (sensor_id, taken_at)
);

CREATE TABLE IF NOT EXISTS calibration (
    sensor_id INTEGER NOT NULL REFERENCES sensor (id),
    done_on   TEXT NOT NULL,
    factor    REAL NOT NULL DEFAULT 1.0,
    PRIMARY KEY (sensor_id, done_on)
);
