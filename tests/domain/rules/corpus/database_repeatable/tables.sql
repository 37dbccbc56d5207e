-- ok: database_repeatable
CREATE TABLE IF NOT EXISTS a (id INTEGER PRIMARY KEY);
-- ok: database_repeatable
CREATE INDEX IF NOT EXISTS ix_a ON a (id);
-- ok: database_repeatable
INSERT OR IGNORE INTO a VALUES (1);
-- ruleid: database_repeatable
CREATE TABLE b (id INTEGER PRIMARY KEY);
-- ruleid: database_repeatable
CREATE UNIQUE INDEX ix_b ON b (id);
-- ruleid: database_repeatable
INSERT INTO a VALUES (2);
-- ruleid: database_repeatable
CREATE VIEW v AS SELECT id FROM a;
-- ok: database_repeatable
CREATE TABLE IF NOT EXISTS log (id INTEGER PRIMARY KEY, note TEXT);
-- ruleid: database_repeatable
INSERT INTO log (note) VALUES ('made');
-- ok: database_repeatable
INSERT INTO a SELECT 3 WHERE NOT EXISTS (SELECT 1 FROM a WHERE id = 3);
