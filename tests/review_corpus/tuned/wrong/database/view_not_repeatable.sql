CREATE TABLE IF NOT EXISTS sales (
    id INTEGER PRIMARY KEY,
    cents INTEGER NOT NULL
);
CREATE VIEW big_sales AS SELECT * FROM sales WHERE cents > 100000;  -- fault: database_repeatable
