-- Students and courses: many to many.
PRAGMA foreign_keys = ON;

CREATE TABLE IF NOT EXISTS students (
    id    INTEGER PRIMARY KEY AUTOINCREMENT,
    name  TEXT NOT NULL CHECK (length(trim(name)) > 0),
    email TEXT NOT NULL UNIQUE COLLATE NOCASE
);

CREATE TABLE IF NOT EXISTS courses (
    code  TEXT NOT NULL,
    term  TEXT NOT NULL,
    title TEXT NOT NULL,
    PRIMARY KEY (code, term)
) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS enrollments (
    student_id INTEGER NOT NULL REFERENCES students (id) ON DELETE CASCADE,
    code       TEXT NOT NULL,
    term       TEXT NOT NULL,
    grade      REAL CHECK (grade BETWEEN 1.0 AND 6.0),
    PRIMARY KEY (student_id, code, term),
    FOREIGN KEY (code, term) REFERENCES courses (code, term) ON UPDATE CASCADE ON DELETE RESTRICT
) WITHOUT ROWID;

-- the primary key serves student_id; the way back needs its own index
CREATE INDEX IF NOT EXISTS idx_enrollments_course ON enrollments (code, term, student_id);
