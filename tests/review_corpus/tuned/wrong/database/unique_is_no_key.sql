CREATE TABLE IF NOT EXISTS tags (id INTEGER PRIMARY KEY, word TEXT NOT NULL UNIQUE);
CREATE TABLE IF NOT EXISTS "posts tags" (  -- fault: database_primary_key
    post TEXT NOT NULL,
    tag_id INTEGER NOT NULL REFERENCES tags (id) ON DELETE CASCADE,
    UNIQUE (tag_id, post)
);
