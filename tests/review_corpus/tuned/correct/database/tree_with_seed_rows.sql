CREATE TABLE IF NOT EXISTS categories (
    id INTEGER PRIMARY KEY,
    label TEXT NOT NULL UNIQUE,
    parent_id INTEGER NULL REFERENCES categories (id) ON DELETE SET NULL
);
CREATE INDEX IF NOT EXISTS idx_categories_parent ON categories (parent_id, label);
INSERT OR IGNORE INTO categories (id, label) VALUES (1, 'Books'), (2, 'It''s music');
