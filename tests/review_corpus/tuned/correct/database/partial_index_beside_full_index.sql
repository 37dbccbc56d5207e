CREATE TABLE IF NOT EXISTS queue (
    id   INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
);

CREATE TABLE IF NOT EXISTS job (
    id        INTEGER PRIMARY KEY,
    queue_id  INTEGER NOT NULL,
    payload   TEXT NOT NULL CHECK (json_valid(payload)),
    kind      TEXT GENERATED ALWAYS AS (json_extract(payload, '$.kind')) VIRTUAL,
    finished  TEXT,
    CONSTRAINT job_queue FOREIGN KEY (queue_id) REFERENCES queue (id)
        ON UPDATE CASCADE ON DELETE RESTRICT
);

-- the hot one: only what is still waiting
CREATE INDEX IF NOT EXISTS job_waiting ON job (queue_id) WHERE finished IS NULL;
-- the one that the foreign key needs
CREATE INDEX IF NOT EXISTS job_queue_kind ON job (queue_id, kind);

CREATE TABLE IF NOT EXISTS attempt (
    job_id  INTEGER NOT NULL REFERENCES job (id),
    nth     INTEGER NOT NULL DEFAULT 1,
    outcome TEXT CHECK (outcome IN ('ok', 'drop', 'delete', 'truncate')),
    PRIMARY KEY (job_id, nth)
);

INSERT OR IGNORE INTO queue (id, name) VALUES (1, 'mail'), (2, 'drop table');
