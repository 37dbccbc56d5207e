CREATE TABLE IF NOT EXISTS people (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS loans (
    id INTEGER PRIMARY KEY,
    lender_id INTEGER NOT NULL REFERENCES people (id) ON DELETE CASCADE,
    borrower_id INTEGER NOT NULL REFERENCES people (id) ON DELETE CASCADE,
    witness_id INTEGER REFERENCES people (id) ON DELETE SET NULL  -- fault: database_indexes
);
CREATE INDEX IF NOT EXISTS ix_loans_lender ON loans (lender_id);
CREATE INDEX IF NOT EXISTS ix_loans_borrower ON loans (borrower_id);
