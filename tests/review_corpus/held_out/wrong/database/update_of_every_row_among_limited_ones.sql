CREATE TABLE IF NOT EXISTS accounts (
    id            INTEGER PRIMARY KEY,
    owner         TEXT NOT NULL UNIQUE,
    display_name  TEXT,
    balance_cents INTEGER NOT NULL DEFAULT 0
);

CREATE TABLE IF NOT EXISTS bookings (
    id           INTEGER PRIMARY KEY,
    account_id   INTEGER NOT NULL REFERENCES accounts (id),
    amount_cents INTEGER NOT NULL,
    booked_at    TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP
);

CREATE INDEX IF NOT EXISTS ix_bookings_account_id ON bookings (account_id, booked_at);

INSERT INTO accounts (id, owner) VALUES (1, 'house')
ON CONFLICT (id) DO NOTHING;

-- the house account shows its short name
UPDATE accounts SET display_name = 'House' WHERE id = 1 AND display_name IS NULL;

-- start values
UPDATE accounts  -- fault: database_no_data_loss
SET display_name = owner,  -- fault
    balance_cents = 0;  -- fault
