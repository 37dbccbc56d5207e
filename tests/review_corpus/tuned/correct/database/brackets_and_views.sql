CREATE TABLE IF NOT EXISTS [order lines] (
    [order] INTEGER NOT NULL,
    [line]  INTEGER NOT NULL,
    amount  INTEGER NOT NULL DEFAULT 1 CHECK (amount > 0),
    price   NUMERIC NOT NULL CHECK (price >= 0),
    CONSTRAINT pk PRIMARY KEY ([order], [line])
);
CREATE VIEW IF NOT EXISTS totals AS
    SELECT [order], sum(amount * price) AS total FROM [order lines] GROUP BY [order];
