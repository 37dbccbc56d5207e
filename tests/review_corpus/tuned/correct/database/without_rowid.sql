CREATE TABLE IF NOT EXISTS "settings" (
    "name" TEXT NOT NULL,
    "value" TEXT NOT NULL DEFAULT '; DROP TABLE "settings"; --',
    PRIMARY KEY ("name")
) WITHOUT ROWID;
