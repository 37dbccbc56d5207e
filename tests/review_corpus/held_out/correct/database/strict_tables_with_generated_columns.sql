PRAGMA foreign_keys = ON;
PRAGMA journal_mode = WAL;

CREATE TABLE IF NOT EXISTS products (
    sku         TEXT PRIMARY KEY NOT NULL,
    name        TEXT NOT NULL,
    price_cents INTEGER NOT NULL CHECK (price_cents >= 0),
    attributes  TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(attributes))
) STRICT;

CREATE TABLE IF NOT EXISTS order_lines (
    order_no    INTEGER NOT NULL,
    line_no     INTEGER NOT NULL,
    sku         TEXT NOT NULL REFERENCES products (sku) ON UPDATE CASCADE,
    quantity    INTEGER NOT NULL CHECK (quantity > 0),
    price_cents INTEGER NOT NULL,
    total_cents INTEGER GENERATED ALWAYS AS (quantity * price_cents) STORED,
    PRIMARY KEY (order_no, line_no)
) STRICT, WITHOUT ROWID;

CREATE INDEX IF NOT EXISTS ix_order_lines_sku ON order_lines (sku, order_no);
CREATE INDEX IF NOT EXISTS ix_products_name_lower ON products (lower(name));
