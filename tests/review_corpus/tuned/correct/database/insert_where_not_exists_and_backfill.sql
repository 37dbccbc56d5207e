BEGIN;

CREATE TABLE IF NOT EXISTS tax_class (
    id      INTEGER PRIMARY KEY,
    label   TEXT NOT NULL,
    percent REAL NOT NULL CHECK (percent BETWEEN 0 AND 100)
);

CREATE TABLE IF NOT EXISTS article (
    id           INTEGER PRIMARY KEY,
    title        TEXT NOT NULL,
    currency     TEXT,
    tax_class_id INTEGER REFERENCES tax_class (id) ON DELETE SET NULL
);

CREATE INDEX IF NOT EXISTS article_tax ON article (tax_class_id);

INSERT INTO tax_class (id, label, percent)
SELECT 1, 'normal', 25.0
WHERE NOT EXISTS (SELECT 1 FROM tax_class WHERE id = 1);

INSERT INTO tax_class (id, label, percent)
VALUES (2, 'food', 12.0), (3, 'books', 6.0)
ON CONFLICT (id) DO NOTHING;

WITH seed (id, title, tax_class_id) AS (
    VALUES (1, 'Flour', 2), (2, 'Atlas', 3)
)
INSERT INTO article (id, title, tax_class_id)
SELECT seed.id, seed.title, seed.tax_class_id
FROM seed
LEFT JOIN article USING (id)
WHERE article.id IS NULL;

-- fills only what nobody has filled yet
UPDATE article SET currency = 'SEK' WHERE currency IS NULL;

COMMIT;
