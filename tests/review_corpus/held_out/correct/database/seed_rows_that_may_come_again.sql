BEGIN;

CREATE TABLE IF NOT EXISTS roles (
    id   INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
);

CREATE TABLE IF NOT EXISTS users (
    id       INTEGER PRIMARY KEY,
    username TEXT NOT NULL UNIQUE,
    role_id  INTEGER NOT NULL DEFAULT 2,
    FOREIGN KEY (role_id) REFERENCES roles (id)
);

CREATE INDEX IF NOT EXISTS idx_users_role_id ON users (role_id);

INSERT OR IGNORE INTO roles (id, name) VALUES
    (1, 'admin'),
    (2, 'member');

INSERT INTO roles (id, name) VALUES (3, 'guest')
ON CONFLICT (id) DO NOTHING;

INSERT INTO users (username, role_id)
SELECT 'admin', r.id
FROM roles AS r
WHERE r.name = 'admin'
  AND NOT EXISTS (SELECT 1 FROM users WHERE username = 'admin');

COMMIT;
