CREATE TABLE IF NOT EXISTS documents (
    id         INTEGER PRIMARY KEY,
    title      TEXT NOT NULL,
    body       TEXT NOT NULL DEFAULT '',
    updated_at TEXT NOT NULL DEFAULT (datetime('now'))
);

-- No reference to documents here: the log has to outlive what it describes.
CREATE TABLE IF NOT EXISTS document_log (
    entry       INTEGER PRIMARY KEY AUTOINCREMENT,
    document_id INTEGER NOT NULL,
    action      TEXT NOT NULL CHECK (action IN ('insert', 'update', 'delete', 'drop table')),
    at          TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP
);

CREATE INDEX IF NOT EXISTS idx_document_log_document ON document_log (document_id, at);

CREATE TRIGGER IF NOT EXISTS trg_documents_touch
AFTER UPDATE OF title, body ON documents
FOR EACH ROW
BEGIN
    UPDATE documents SET updated_at = datetime('now') WHERE id = NEW.id;
    INSERT INTO document_log (document_id, action) VALUES (NEW.id, 'update');
END;

CREATE TRIGGER IF NOT EXISTS trg_documents_gone
AFTER DELETE ON documents
FOR EACH ROW
BEGIN
    INSERT INTO document_log (document_id, action) VALUES (OLD.id, 'delete');
END;
