CREATE TABLE IF NOT EXISTS stations (
    id INTEGER PRIMARY KEY,
    code TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS trains (
    id INTEGER PRIMARY KEY,
    station_code TEXT NOT NULL REFERENCES stations (code) ON DELETE CASCADE  -- fault: database_constraints
);
CREATE INDEX IF NOT EXISTS ix_trains_station ON trains (station_code);
