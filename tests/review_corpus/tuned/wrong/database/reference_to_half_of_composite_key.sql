CREATE TABLE IF NOT EXISTS article (
    sku   TEXT NOT NULL PRIMARY KEY,
    title TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS price (
    sku        TEXT NOT NULL REFERENCES article,
    valid_from TEXT NOT NULL,
    cents      INTEGER NOT NULL CHECK (cents > 0),
    PRIMARY KEY (sku, valid_from)
);

CREATE INDEX IF NOT EXISTS price_sku ON price (sku);

CREATE TABLE IF NOT EXISTS quote (
    id  INTEGER PRIMARY KEY,
    sku TEXT NOT NULL,
    day TEXT NOT NULL,
    CONSTRAINT quote_article FOREIGN KEY (sku) REFERENCES article (sku),
    CONSTRAINT quote_price FOREIGN KEY (sku) REFERENCES price (sku) -- fault: database_constraints
);

CREATE INDEX IF NOT EXISTS quote_sku ON quote (sku, day);
