PRAGMA foreign_keys = ON;
CREATE TABLE IF NOT EXISTS departments (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    head_id INTEGER REFERENCES staff (id) ON DELETE SET NULL
);
CREATE TABLE IF NOT EXISTS staff (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    department_id INTEGER NOT NULL REFERENCES departments (id) ON DELETE RESTRICT,
    boss_id INTEGER REFERENCES staff (id) ON DELETE SET NULL
);
CREATE INDEX IF NOT EXISTS ix_departments_head ON departments (head_id);
CREATE INDEX IF NOT EXISTS ix_staff_department ON staff (department_id);
CREATE INDEX IF NOT EXISTS ix_staff_boss ON staff (boss_id);
