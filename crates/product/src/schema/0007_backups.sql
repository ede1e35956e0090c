CREATE TABLE canary (
    id TEXT PRIMARY KEY,
    words BYTEA NOT NULL,
    planted_at BIGINT NOT NULL
);

CREATE TABLE backup_run (
    id TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    started_at BIGINT NOT NULL,
    finished_at BIGINT,
    failure TEXT,
    objects BIGINT,
    bytes BIGINT
);
CREATE INDEX backup_run_by_kind ON backup_run (kind, started_at);
