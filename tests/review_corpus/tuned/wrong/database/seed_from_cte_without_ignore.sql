CREATE TABLE IF NOT EXISTS currency (
    code     TEXT NOT NULL PRIMARY KEY,
    decimals INTEGER NOT NULL DEFAULT 2
);

CREATE TABLE IF NOT EXISTS country (
    iso           TEXT NOT NULL PRIMARY KEY,
    currency_code TEXT NOT NULL REFERENCES currency (code)
);

CREATE INDEX IF NOT EXISTS ix_country_currency ON country (currency_code);

INSERT OR IGNORE INTO currency (code, decimals) VALUES ('EUR', 2), ('JPY', 0);

-- INSERT OR IGNORE keeps the rows that exist
WITH seed (iso, currency_code) AS (VALUES ('AT', 'EUR'), ('JP', 'JPY'))
INSERT INTO country (iso, currency_code)  -- fault: database_repeatable
SELECT iso, currency_code FROM seed;  -- fault
