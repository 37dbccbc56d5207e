-- A ledger that nobody can shorten. (Never DROP TABLE ledger; never DELETE FROM ledger.)
CREATE TABLE IF NOT EXISTS account (
    id      INTEGER PRIMARY KEY,
    holder  TEXT    NOT NULL,
    balance INTEGER NOT NULL DEFAULT 0
);

CREATE TABLE IF NOT EXISTS ledger (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    account_id INTEGER NOT NULL REFERENCES account (id) ON DELETE RESTRICT,
    cents      INTEGER NOT NULL,
    note       TEXT    NOT NULL DEFAULT 'DELETE FROM note; -- nothing yet'
);

CREATE INDEX IF NOT EXISTS ix_ledger_account ON ledger (account_id);

CREATE TRIGGER IF NOT EXISTS ledger_keep
BEFORE DELETE ON ledger
BEGIN
    SELECT RAISE(ABORT, 'rows of the ledger stay; DROP TABLE is no way out');
END;

CREATE TRIGGER IF NOT EXISTS ledger_sum
AFTER INSERT ON ledger
BEGIN
    UPDATE account
    SET balance = balance + NEW.cents
    WHERE id = NEW.account_id;
END;

CREATE VIEW IF NOT EXISTS overdrawn AS
SELECT a.id, a.holder, a.balance
FROM account AS a
WHERE a.balance < 0;
