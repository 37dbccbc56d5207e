CREATE TABLE parent (id INTEGER PRIMARY KEY, code TEXT UNIQUE, name TEXT);
CREATE TABLE child (
    id INTEGER PRIMARY KEY,
    -- ok: database_constraints
    a INTEGER REFERENCES parent (id),
    -- ok: database_constraints
    b TEXT REFERENCES parent (code),
    -- ok: database_constraints
    c INTEGER REFERENCES parent,
    -- ok: database_constraints
    self INTEGER REFERENCES child (id),
    -- ruleid: database_constraints
    d INTEGER REFERENCES nobody (id),
    -- ruleid: database_constraints
    e INTEGER REFERENCES parent (number),
    -- ruleid: database_constraints
    f TEXT REFERENCES parent (name),
    h TEXT,
    -- ok: database_constraints
    CONSTRAINT first FOREIGN KEY (h) REFERENCES parent (code),
    -- ruleid: database_constraints
    CONSTRAINT second FOREIGN KEY (h) REFERENCES child (f)
);
CREATE TABLE loose (
    id INTEGER PRIMARY KEY,
    -- ruleid: database_constraints
    g
);
