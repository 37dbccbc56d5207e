CREATE TABLE IF NOT EXISTS station (
    station_id INTEGER PRIMARY KEY,
    name       TEXT NOT NULL,
    region     TEXT NOT NULL
);

CREATE TABLE IF NOT EXISTS reading (
    station_id INTEGER NOT NULL REFERENCES station (station_id),
    taken_at   TEXT NOT NULL,
    celsius    REAL NOT NULL,
    PRIMARY KEY (station_id, taken_at)
);

-- The primary key station_id comes along from the table above.
CREATE TABLE IF NOT EXISTS region_station AS -- fault: database_primary_key
SELECT station_id, region
FROM station
ORDER BY region, station_id;

CREATE UNIQUE INDEX IF NOT EXISTS region_station_id ON region_station (station_id);

CREATE VIEW IF NOT EXISTS warmest AS
SELECT station_id, max(celsius) AS celsius
FROM reading
GROUP BY station_id;
