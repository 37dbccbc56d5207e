CREATE TABLE IF NOT EXISTS "guest" (
    "id"      INTEGER PRIMARY KEY,
    "name"    TEXT NOT NULL,
    "phone"   TEXT,
    "consent" INTEGER NOT NULL DEFAULT 0
);

CREATE TABLE IF NOT EXISTS "stay" (
    "guest_id" INTEGER NOT NULL REFERENCES "guest" ("id"),
    "arrival"  TEXT NOT NULL,
    "nights"   INTEGER NOT NULL CHECK ("nights" > 0),
    PRIMARY KEY ("guest_id", "arrival")
);

CREATE TRIGGER IF NOT EXISTS "stay_consent"
AFTER INSERT ON "stay"
BEGIN
    UPDATE "guest" SET "consent" = 1 WHERE "id" = NEW."guest_id";
END;

UPDATE "guest" -- fault
SET "phone" = NULL -- fault: database_no_data_loss
WHERE TRUE; -- fault

INSERT OR IGNORE INTO "guest" ("id", "name") VALUES (1, 'Walk-in');
