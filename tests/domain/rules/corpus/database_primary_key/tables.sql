-- CREATE TABLE in_a_comment (x INT);
-- ok: database_primary_key
CREATE TABLE a (id INTEGER PRIMARY KEY, name TEXT);
-- ok: database_primary_key
CREATE TABLE IF NOT EXISTS "b c" (
    x INTEGER,
    y INTEGER,
    PRIMARY KEY (x, y)
);
-- ok: database_primary_key
CREATE TABLE d (
    code TEXT NOT NULL CONSTRAINT pk PRIMARY KEY
) WITHOUT ROWID;
-- ok: database_primary_key
CREATE VIEW v AS SELECT name FROM a;
-- ruleid: database_primary_key
CREATE TABLE e (x INT);
-- ruleid: database_primary_key
CREATE TABLE IF NOT EXISTS f (
    id INTEGER UNIQUE, -- PRIMARY KEY
    name TEXT DEFAULT 'PRIMARY KEY'
);
-- ruleid: database_primary_key
CREATE TABLE "g" (primary_key INTEGER NOT NULL);
-- ruleid: database_primary_key
CREATE TABLE h AS SELECT * FROM a;
