PRAGMA foreign_keys = ON;
BEGIN TRANSACTION;

-- department.head points forward to employee, which comes next.
CREATE TABLE IF NOT EXISTS department (
    id        INTEGER NOT NULL,
    name      TEXT NOT NULL,
    parent_id INTEGER,
    head      INTEGER REFERENCES employee (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT department_key PRIMARY KEY (id),
    FOREIGN KEY (parent_id) REFERENCES department (id)
);

CREATE TABLE IF NOT EXISTS employee (
    id            INTEGER CONSTRAINT employee_key PRIMARY KEY ASC,
    name          TEXT NOT NULL,
    department_id INTEGER NOT NULL CONSTRAINT works_in REFERENCES department (id)
);

CREATE INDEX IF NOT EXISTS department_parent ON department (parent_id);
CREATE UNIQUE INDEX IF NOT EXISTS department_head ON department (head);
CREATE INDEX IF NOT EXISTS employee_department ON employee (department_id, name COLLATE NOCASE);

INSERT OR IGNORE INTO department (id, name, head) VALUES (1, 'Board', 100);
INSERT OR IGNORE INTO employee (id, name, department_id) VALUES (100, 'Asta', 1);
INSERT OR IGNORE INTO department (id, name, parent_id) VALUES (2, 'Sales', 1);

COMMIT;
