CREATE TABLE IF NOT EXISTS shelves (hall TEXT NOT NULL, row INTEGER NOT NULL, PRIMARY KEY (hall, row));
CREATE TABLE IF NOT EXISTS boxes (
    id INTEGER PRIMARY KEY,
    hall TEXT NOT NULL,  -- fault
    row INTEGER NOT NULL,
    FOREIGN KEY (hall, row) REFERENCES shelves (hall, row) ON DELETE CASCADE  -- fault: database_indexes
);
CREATE INDEX IF NOT EXISTS ix_boxes_row ON boxes (row);
