CREATE TABLE IF NOT EXISTS a (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,  -- fault
);  -- fault: readable
