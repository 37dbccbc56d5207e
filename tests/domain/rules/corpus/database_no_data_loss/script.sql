-- ok: database_no_data_loss
CREATE TABLE a (id INTEGER PRIMARY KEY, note TEXT DEFAULT 'DROP TABLE a');
DELETE FROM a WHERE id = 1;
-- ok: database_no_data_loss
UPDATE a SET note = '' WHERE id = 2;
-- ok: database_no_data_loss
DROP INDEX IF EXISTS ix_a;
-- ruleid: database_no_data_loss
DELETE FROM a;
-- ruleid: database_no_data_loss
UPDATE a SET note = 'x'; -- WHERE id = 1
-- ruleid: database_no_data_loss
UPDATE a SET note = '' WHERE TRUE;
-- ruleid: database_no_data_loss
DELETE FROM a WHERE 1 = 1;
-- ruleid: database_no_data_loss
UPDATE a SET note = '' WHERE (id = id);
WITH old (id) AS (SELECT id FROM a WHERE id < 0)
-- ruleid: database_no_data_loss
DELETE FROM a;
-- ok: database_no_data_loss
CREATE TRIGGER t AFTER INSERT ON a BEGIN DELETE FROM a; END;
-- ruleid: database_no_data_loss
ALTER TABLE a DROP COLUMN note;
-- ruleid: database_no_data_loss
DROP TABLE IF EXISTS b;
-- ruleid: database_no_data_loss
drop table a;
