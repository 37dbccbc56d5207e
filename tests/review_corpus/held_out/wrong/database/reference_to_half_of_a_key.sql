CREATE TABLE IF NOT EXISTS warehouses (
    id   INTEGER PRIMARY KEY,
    city TEXT NOT NULL
);

CREATE TABLE IF NOT EXISTS shelves (
    warehouse_id INTEGER NOT NULL REFERENCES warehouses (id),
    shelf_no     INTEGER NOT NULL,
    height_cm    INTEGER NOT NULL CHECK (height_cm > 0),
    PRIMARY KEY (warehouse_id, shelf_no)
);

CREATE TABLE IF NOT EXISTS pallets (
    id           INTEGER PRIMARY KEY,
    warehouse_id INTEGER NOT NULL,
    shelf_no     INTEGER NOT NULL,
    weight_kg    REAL NOT NULL,
    FOREIGN KEY (warehouse_id) REFERENCES warehouses (id),
    FOREIGN KEY (shelf_no) REFERENCES shelves (shelf_no)  -- fault: database_constraints
);

CREATE INDEX IF NOT EXISTS ix_pallets_warehouse ON pallets (warehouse_id, shelf_no);
CREATE INDEX IF NOT EXISTS ix_pallets_shelf ON pallets (shelf_no);
