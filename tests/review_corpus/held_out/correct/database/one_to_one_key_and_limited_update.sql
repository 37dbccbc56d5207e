-- schema.sql: applied at every start of the API
CREATE TABLE IF NOT EXISTS employees (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  manager_id INTEGER REFERENCES employees(id) ON DELETE SET NULL
);
CREATE INDEX IF NOT EXISTS employees_by_manager ON employees(manager_id ASC, name);

-- one to one: the key is the reference
CREATE TABLE IF NOT EXISTS employee_details (
  employee_id INTEGER PRIMARY KEY REFERENCES employees(id) ON DELETE CASCADE,
  birthday TEXT,
  phone TEXT
);

CREATE TABLE IF NOT EXISTS settings (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

-- bring the version forward once, only from the version before it
INSERT INTO settings (name, value) VALUES ('schema_version', '1')
  ON CONFLICT(name) DO NOTHING;
UPDATE settings SET value = '2' WHERE name = 'schema_version' AND value = '1';
