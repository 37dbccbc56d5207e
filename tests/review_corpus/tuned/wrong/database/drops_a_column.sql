CREATE TABLE IF NOT EXISTS users (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    phone TEXT
);
ALTER TABLE users DROP COLUMN phone;  -- fault: database_no_data_loss
