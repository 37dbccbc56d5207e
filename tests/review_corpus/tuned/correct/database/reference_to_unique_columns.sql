/* Warehouses are known by their code, shelves by warehouse and number. */
CREATE TABLE IF NOT EXISTS warehouse (
    id   INTEGER PRIMARY KEY,
    code TEXT NOT NULL
);
CREATE UNIQUE INDEX IF NOT EXISTS warehouse_code ON warehouse (code);

CREATE TABLE IF NOT EXISTS shelf (
    id             INTEGER PRIMARY KEY,
    warehouse_code TEXT NOT NULL REFERENCES warehouse (code) ON UPDATE CASCADE,
    number         INTEGER NOT NULL,
    UNIQUE (warehouse_code, number)
);

CREATE TABLE IF NOT EXISTS box (
    barcode        TEXT NOT NULL PRIMARY KEY,
    warehouse_code TEXT NOT NULL,
    shelf_number   INTEGER NOT NULL,
    FOREIGN KEY (warehouse_code, shelf_number) REFERENCES shelf (warehouse_code, number)
);
CREATE INDEX IF NOT EXISTS box_place ON box (warehouse_code, shelf_number, barcode);

INSERT OR IGNORE INTO warehouse (id, code) VALUES (1, 'NORTH'), (2, 'SOUTH');
