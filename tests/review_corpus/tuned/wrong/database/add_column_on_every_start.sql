-- Safe to run at each start: everything below checks what exists.
CREATE TABLE IF NOT EXISTS member (
    id    INTEGER PRIMARY KEY,
    email TEXT NOT NULL UNIQUE
);

CREATE TABLE IF NOT EXISTS loan (
    id        INTEGER PRIMARY KEY,
    member_id INTEGER NOT NULL REFERENCES member (id),
    due_on    TEXT NOT NULL
);

CREATE INDEX IF NOT EXISTS ix_loan_member_id ON loan (member_id);

-- release 1.4
ALTER TABLE loan ADD COLUMN renewals INTEGER NOT NULL DEFAULT 0;  -- fault: database_repeatable

INSERT OR IGNORE INTO member (id, email) VALUES (1, 'desk@library.test');
