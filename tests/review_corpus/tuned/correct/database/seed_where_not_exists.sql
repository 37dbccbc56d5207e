CREATE TABLE IF NOT EXISTS role (
    id          INTEGER PRIMARY KEY,
    name        TEXT NOT NULL,
    permissions TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(permissions)),
    can_write   INTEGER GENERATED ALWAYS AS (permissions LIKE '%write%') VIRTUAL
);

CREATE TABLE IF NOT EXISTS member (
    id      INTEGER PRIMARY KEY,
    role_id INTEGER NOT NULL DEFAULT 1
            CONSTRAINT member_role REFERENCES role (id)
                ON UPDATE CASCADE
                ON DELETE SET DEFAULT,
    login   TEXT NOT NULL UNIQUE
);

CREATE INDEX IF NOT EXISTS member_role_idx ON member (role_id);

INSERT INTO role (name, permissions)
SELECT 'reader', '["read"]'
 WHERE NOT EXISTS (SELECT 1 FROM role WHERE name = 'reader');

INSERT INTO role (name, permissions)
SELECT 'editor', '["read", "write"]'
 WHERE NOT EXISTS (SELECT 1 FROM role WHERE name = 'editor');
