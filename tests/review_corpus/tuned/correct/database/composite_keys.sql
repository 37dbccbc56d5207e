CREATE TABLE IF NOT EXISTS students (
    id INTEGER NOT NULL,
    email VARCHAR(200) NOT NULL UNIQUE,
    CONSTRAINT pk_students PRIMARY KEY (id)
);

CREATE TABLE IF NOT EXISTS courses (
    code VARCHAR(10) NOT NULL PRIMARY KEY,
    title VARCHAR(100) NOT NULL
);

CREATE TABLE IF NOT EXISTS enrolments (
    student_id INTEGER NOT NULL,
    course_code VARCHAR(10) NOT NULL,
    grade NUMERIC(3, 1) CHECK (grade BETWEEN 1 AND 6),
    PRIMARY KEY (student_id, course_code),
    FOREIGN KEY (student_id) REFERENCES students (id) ON DELETE CASCADE,
    FOREIGN KEY (course_code) REFERENCES courses (code) ON DELETE RESTRICT
);
CREATE INDEX IF NOT EXISTS ix_enrolments_course_code ON enrolments (course_code);
