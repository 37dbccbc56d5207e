PRAGMA foreign_keys = ON;

CREATE TABLE IF NOT EXISTS authors (
    id   INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL
);

CREATE TABLE IF NOT EXISTS books (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    title     TEXT NOT NULL,
    author_id INTEGER NOT NULL,
    FOREIGN KEY (author_id) REFERENCES authors (id) ON DELETE CASCADE
);

CREATE TABLE IF NOT EXISTS loans (  -- fault: database_primary_key
    id       INTEGER NOT NULL UNIQUE,  -- fault
    book_id  INTEGER NOT NULL,
    borrower TEXT NOT NULL,
    due      TEXT NOT NULL,
    FOREIGN KEY (book_id) REFERENCES books (id)
);

CREATE INDEX IF NOT EXISTS idx_books_author_id ON books (author_id);
CREATE INDEX IF NOT EXISTS idx_loans_book_id ON loans (book_id);
