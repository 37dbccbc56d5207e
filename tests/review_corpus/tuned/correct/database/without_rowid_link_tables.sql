-- Courses and who attends them. Link tables need no rowid.
PRAGMA foreign_keys = ON;

CREATE TABLE IF NOT EXISTS course (
    code  TEXT NOT NULL PRIMARY KEY,
    title TEXT NOT NULL CHECK (length(title) BETWEEN 1 AND 200)
) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS person (
    id    INTEGER PRIMARY KEY,
    email TEXT NOT NULL UNIQUE COLLATE NOCASE
);

CREATE TABLE IF NOT EXISTS attendance (
    course_code TEXT    NOT NULL REFERENCES course (code) ON DELETE CASCADE,
    person_id   INTEGER NOT NULL REFERENCES person,
    grade       INTEGER CHECK (grade BETWEEN 1 AND 6),
    CONSTRAINT attendance_pk PRIMARY KEY (course_code, person_id)
) WITHOUT ROWID;

CREATE INDEX IF NOT EXISTS attendance_by_person ON attendance (person_id, grade);
