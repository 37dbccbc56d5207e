CREATE TABLE IF NOT EXISTS sales (
    id           INTEGER PRIMARY KEY,
    region       TEXT NOT NULL,
    sold_on      TEXT NOT NULL,
    amount_cents INTEGER NOT NULL CHECK (amount_cents >= 0)
);

CREATE INDEX IF NOT EXISTS ix_sales_region ON sales (region, sold_on);

-- opening balances per region, kept from the first start on
CREATE TABLE IF NOT EXISTS region_totals AS  -- fault: database_primary_key
SELECT region, SUM(amount_cents) AS total_cents, COUNT(id) AS sales  -- fault
FROM sales
GROUP BY region;

CREATE UNIQUE INDEX IF NOT EXISTS ux_region_totals_region ON region_totals (region);
