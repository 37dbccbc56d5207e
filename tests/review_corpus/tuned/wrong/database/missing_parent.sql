CREATE TABLE IF NOT EXISTS pages (
    id INTEGER PRIMARY KEY,
    site_id INTEGER NOT NULL REFERENCES sites (id) ON DELETE CASCADE  -- fault: database_constraints
);
CREATE INDEX IF NOT EXISTS ix_pages_site ON pages (site_id);
