ALTER TABLE account ADD COLUMN erase_at BIGINT;

CREATE TABLE erasure (
    id TEXT PRIMARY KEY,
    account_id TEXT UNIQUE,
    workspace_id TEXT,
    receipt_hash BYTEA NOT NULL UNIQUE,
    subject BYTEA NOT NULL,
    asked_by TEXT NOT NULL,
    asked_at BIGINT NOT NULL,
    due_at BIGINT NOT NULL,
    begun_at BIGINT,
    unreadable_at BIGINT,
    removed TEXT,
    finished_at BIGINT,
    certificate TEXT
);
