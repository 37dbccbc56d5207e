-- "drop", 'delete', `alter`: words in a comment
CREATE TABLE IF NOT EXISTS templates (
    name TEXT NOT NULL PRIMARY KEY,
    body TEXT NOT NULL DEFAULT 'CREATE TABLE x (y INT);
DROP TABLE x;'
);
INSERT INTO templates (name, body) VALUES ('a', 'DELETE FROM b;')
    ON CONFLICT (name) DO NOTHING;
