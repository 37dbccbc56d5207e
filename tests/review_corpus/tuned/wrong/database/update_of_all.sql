CREATE TABLE IF NOT EXISTS plans (
    id INTEGER PRIMARY KEY,
    price INTEGER NOT NULL CHECK (price >= 0)
);
UPDATE plans SET price = 0;  -- fault: database_no_data_loss
