-- References may point to columns made unique by an index of their own.
CREATE TABLE IF NOT EXISTS tenant (
    id   INTEGER PRIMARY KEY,
    slug TEXT NOT NULL
) STRICT;

CREATE UNIQUE INDEX IF NOT EXISTS tenant_slug ON tenant (slug);

CREATE TABLE IF NOT EXISTS project (
    id     TEXT NOT NULL,
    tenant TEXT NOT NULL,
    title  TEXT NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY (tenant) REFERENCES tenant (slug)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX IF NOT EXISTS project_of_tenant ON project (tenant, id);

CREATE TABLE IF NOT EXISTS task (
    id      INTEGER PRIMARY KEY,
    tenant  TEXT NOT NULL,
    project TEXT NOT NULL,
    body    ANY,
    FOREIGN KEY (tenant, project) REFERENCES project (tenant, id)
) STRICT;

CREATE INDEX IF NOT EXISTS task_place ON task (tenant, project, id DESC);

INSERT OR IGNORE INTO tenant (id, slug) VALUES (1, 'north');
INSERT OR IGNORE INTO project (id, tenant, title) VALUES ('p1', 'north', 'Bridge');
INSERT OR IGNORE INTO task (id, tenant, project, body) VALUES (1, 'north', 'p1', 'paint it');
