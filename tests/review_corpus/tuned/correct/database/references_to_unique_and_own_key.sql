CREATE TABLE IF NOT EXISTS country (
    country_id INTEGER PRIMARY KEY,
    iso        TEXT NOT NULL UNIQUE,
    name       TEXT NOT NULL
);

CREATE TABLE IF NOT EXISTS person (
    person_id  INTEGER PRIMARY KEY,
    email      TEXT NOT NULL,
    country    TEXT NOT NULL REFERENCES country (iso) ON UPDATE CASCADE,
    UNIQUE (country, email)
);

-- one row for each person at most: the reference is the key itself
CREATE TABLE IF NOT EXISTS passport (
    person_id INTEGER PRIMARY KEY REFERENCES person ON DELETE CASCADE,
    number    TEXT NOT NULL UNIQUE
);

CREATE TABLE IF NOT EXISTS visa (
    passport_number TEXT NOT NULL,
    country_id      INTEGER NOT NULL,
    until           TEXT NOT NULL,
    PRIMARY KEY (passport_number, country_id),
    FOREIGN KEY (passport_number) REFERENCES passport (number),
    FOREIGN KEY (country_id) REFERENCES country (country_id)
);

CREATE INDEX IF NOT EXISTS visa_country ON visa (country_id);

INSERT OR IGNORE INTO country (country_id, iso, name) VALUES (1, 'SE', 'Sweden'), (2, 'FI', 'Finland');
