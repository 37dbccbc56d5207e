CREATE TABLE IF NOT EXISTS teams (
    id   INTEGER PRIMARY KEY,
    name VARCHAR(100) NOT NULL UNIQUE
);

CREATE TABLE IF NOT EXISTS tickets (
    id       INTEGER PRIMARY KEY,
    team_id  INTEGER NOT NULL REFERENCES teams (id),
    title    VARCHAR(200) NOT NULL,
    priority TEXT NOT NULL DEFAULT 'low' CHECK (priority IN ('low', 'high')),
    status   ENUM('open', 'in_progress', 'done') NOT NULL DEFAULT 'open'  -- fault: readable
);

CREATE INDEX IF NOT EXISTS ix_tickets_team_id ON tickets (team_id);
