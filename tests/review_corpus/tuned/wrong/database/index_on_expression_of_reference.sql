CREATE TABLE IF NOT EXISTS "user" (
    "email" TEXT NOT NULL PRIMARY KEY,
    "name"  TEXT NOT NULL
);

CREATE TABLE IF NOT EXISTS "letter" (
    "id"        INTEGER PRIMARY KEY,
    "sender"    TEXT NOT NULL REFERENCES "user" ("email"),
    "recipient" TEXT NOT NULL,
    "body"      TEXT NOT NULL,
    FOREIGN KEY ("recipient") REFERENCES "user" ("email") -- fault: database_indexes
);

CREATE INDEX IF NOT EXISTS "ix_letter_sender" ON "letter" ("sender");
CREATE INDEX IF NOT EXISTS "ix_letter_recipient" ON "letter" (lower("recipient")); -- fault

CREATE VIEW IF NOT EXISTS "inbox" AS
SELECT "u"."name", "l"."body"
FROM "letter" AS "l" JOIN "user" AS "u" ON "u"."email" = "l"."recipient";
