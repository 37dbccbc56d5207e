CREATE TABLE IF NOT EXISTS customers (
    id    INTEGER PRIMARY KEY,
    email TEXT NOT NULL UNIQUE
);

CREATE TABLE IF NOT EXISTS invoices (
    id          INTEGER PRIMARY KEY,
    customer_id INTEGER NOT NULL REFERENCES customers (id),  -- fault
    number      TEXT NOT NULL UNIQUE,
    paid_at     TEXT
);

CREATE TABLE IF NOT EXISTS invoice_items (
    id         INTEGER PRIMARY KEY,
    invoice_id INTEGER NOT NULL REFERENCES invoices (id) ON DELETE CASCADE,
    label      TEXT NOT NULL,
    cents      INTEGER NOT NULL
);

CREATE INDEX IF NOT EXISTS ix_invoices_customer_id  -- fault
    ON invoices (customer_id)
    WHERE paid_at IS NULL;  -- fault: database_indexes

CREATE INDEX IF NOT EXISTS ix_invoice_items_invoice_id ON invoice_items (invoice_id);
