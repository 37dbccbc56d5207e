CREATE TABLE IF NOT EXISTS country (code TEXT NOT NULL PRIMARY KEY, name TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS city (
    id INTEGER PRIMARY KEY,
    country_id TEXT NOT NULL REFERENCES country (id) ON DELETE CASCADE  -- fault: database_constraints
);
CREATE INDEX IF NOT EXISTS city_country ON city (country_id);
