-- SQLite resolves references late: the referring tables may come first.
CREATE TABLE IF NOT EXISTS main.employee_badge (
    employee_id INTEGER PRIMARY KEY REFERENCES employee (id),
    chip        BLOB NOT NULL UNIQUE
);

CREATE TABLE IF NOT EXISTS main.employee_car (
    plate       TEXT NOT NULL PRIMARY KEY,
    employee_id INTEGER UNIQUE REFERENCES employee (id)
) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS main.employee (
    id      INTEGER PRIMARY KEY ASC,
    name    TEXT NOT NULL,
    boss_id INTEGER,
    site_id INTEGER NOT NULL REFERENCES site,
    CONSTRAINT employee_boss FOREIGN KEY (boss_id) REFERENCES employee
);

CREATE TABLE IF NOT EXISTS main.site (id INTEGER PRIMARY KEY, city TEXT NOT NULL);

CREATE INDEX IF NOT EXISTS main.ix_employee_boss ON employee (boss_id DESC);
CREATE INDEX IF NOT EXISTS main.ix_employee_site ON employee (site_id, name COLLATE NOCASE);

INSERT OR IGNORE INTO site VALUES (1, 'Graz'), (2, 'Linz');
