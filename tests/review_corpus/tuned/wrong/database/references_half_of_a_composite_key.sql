CREATE TABLE IF NOT EXISTS product (
    sku   TEXT NOT NULL PRIMARY KEY,
    title TEXT NOT NULL
);

CREATE TABLE IF NOT EXISTS price_list (
    sku      TEXT NOT NULL REFERENCES product (sku),
    region   TEXT NOT NULL,
    cents    INTEGER NOT NULL CHECK (cents >= 0),
    PRIMARY KEY (sku, region)
);

CREATE INDEX IF NOT EXISTS ix_price_list_region ON price_list (region);

CREATE TABLE IF NOT EXISTS offer (
    id     INTEGER PRIMARY KEY,
    sku    TEXT NOT NULL REFERENCES product (sku),
    region TEXT NOT NULL REFERENCES price_list (region),  -- fault: database_constraints
    until  TEXT
);

CREATE INDEX IF NOT EXISTS ix_offer_sku ON offer (sku);
CREATE INDEX IF NOT EXISTS ix_offer_region ON offer (region);
