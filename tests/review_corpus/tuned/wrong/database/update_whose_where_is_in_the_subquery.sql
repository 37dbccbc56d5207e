CREATE TABLE IF NOT EXISTS wallet (
    id    INTEGER PRIMARY KEY,
    owner TEXT NOT NULL UNIQUE,
    nick  TEXT,
    note  TEXT
);

CREATE TABLE IF NOT EXISTS wallet_import (
    wallet_id INTEGER PRIMARY KEY REFERENCES wallet (id),
    note      TEXT NOT NULL
);

-- only wallets without a nickname get the owner's name
UPDATE wallet SET nick = owner WHERE nick IS NULL;

-- takes over the imported notes
UPDATE wallet  -- fault: database_no_data_loss
   SET note = (SELECT wallet_import.note FROM wallet_import  -- fault
                WHERE wallet_import.wallet_id = wallet.id);  -- fault
