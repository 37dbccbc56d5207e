CREATE TABLE IF NOT EXISTS "airports" ("iata" TEXT NOT NULL PRIMARY KEY CHECK (length("iata") = 3));
CREATE TABLE IF NOT EXISTS "routes" (
    "from_iata" TEXT NOT NULL REFERENCES "airports" ("iata") ON DELETE CASCADE,
    "to_iata" TEXT NOT NULL REFERENCES "airports" ("iata") ON DELETE CASCADE,
    PRIMARY KEY ("from_iata", "to_iata"),
    CHECK ("from_iata" <> "to_iata")
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS "ix_routes_to" ON "routes" ("to_iata");
