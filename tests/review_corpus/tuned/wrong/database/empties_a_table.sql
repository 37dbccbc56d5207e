CREATE TABLE IF NOT EXISTS carts (
    id INTEGER PRIMARY KEY,
    owner TEXT NOT NULL
);
DELETE FROM carts;  -- fault: database_no_data_loss
