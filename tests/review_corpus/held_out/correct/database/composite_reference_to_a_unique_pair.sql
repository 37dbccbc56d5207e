CREATE TABLE IF NOT EXISTS tenants (
    id   INTEGER PRIMARY KEY,
    slug TEXT NOT NULL UNIQUE
);

CREATE TABLE IF NOT EXISTS projects (
    id          INTEGER PRIMARY KEY,
    tenant_slug TEXT NOT NULL REFERENCES tenants (slug) ON UPDATE CASCADE,
    key         TEXT NOT NULL,
    UNIQUE (tenant_slug, key)
);

CREATE TABLE IF NOT EXISTS issues (
    id          INTEGER PRIMARY KEY,
    tenant_slug TEXT NOT NULL,
    project_key TEXT NOT NULL,
    number      INTEGER NOT NULL,
    title       TEXT NOT NULL,
    state       TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'closed')),
    FOREIGN KEY (tenant_slug, project_key)
        REFERENCES projects (tenant_slug, key)
        ON UPDATE CASCADE
        ON DELETE CASCADE
);

CREATE UNIQUE INDEX IF NOT EXISTS ux_issues_number ON issues (tenant_slug, project_key, number);

-- a second, partial index for the board; the full one above serves the reference
CREATE INDEX IF NOT EXISTS ix_issues_open ON issues (tenant_slug, project_key) WHERE state = 'open';
