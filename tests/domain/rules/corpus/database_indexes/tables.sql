CREATE TABLE parent (id INTEGER PRIMARY KEY, x INTEGER, y INTEGER, UNIQUE (x, y));
CREATE TABLE child (
    -- ok: database_indexes
    id INTEGER PRIMARY KEY REFERENCES parent (id),
    -- ok: database_indexes
    a INTEGER REFERENCES parent (id),
    -- ok: database_indexes
    b INTEGER UNIQUE REFERENCES parent (id),
    -- ruleid: database_indexes
    c INTEGER REFERENCES parent (id),
    -- ruleid: database_indexes
    d INTEGER REFERENCES parent (id),
    e INTEGER NOT NULL,
    -- ok: database_indexes
    x INTEGER,
    y INTEGER,
    -- ruleid: database_indexes
    g INTEGER REFERENCES parent (id) ON DELETE CASCADE,
    -- ruleid: database_indexes
    FOREIGN KEY (e) REFERENCES parent (id),
    FOREIGN KEY (x, y) REFERENCES parent (x, y)
);
CREATE INDEX ix_a ON child (a);
CREATE INDEX ix_second ON child (a, c);
CREATE INDEX ix_partial ON child (d) WHERE d > 0;
CREATE INDEX ix_pair ON child (y, x);
-- CREATE INDEX ix_g ON child (g);
