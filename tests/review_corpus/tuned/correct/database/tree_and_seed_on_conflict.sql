CREATE TABLE IF NOT EXISTS category (
    id        INTEGER PRIMARY KEY,
    parent_id INTEGER REFERENCES category (id) DEFERRABLE INITIALLY DEFERRED,
    slug      TEXT NOT NULL,
    position  INTEGER NOT NULL DEFAULT 0,
    UNIQUE (slug)
) STRICT;

CREATE INDEX IF NOT EXISTS ix_category_parent ON category (parent_id, position);

WITH seed (id, parent_id, slug) AS (
    VALUES (1, NULL, 'tools'), (2, 1, 'drills'), (3, 1, 'saws')
)
INSERT INTO category (id, parent_id, slug)
SELECT id, parent_id, slug FROM seed WHERE true
ON CONFLICT DO NOTHING;
