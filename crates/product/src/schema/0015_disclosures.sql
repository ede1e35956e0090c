-- What left the machine for a generation: one row for each place and each set of fields. A row without calls was written
-- down before anything left; what became of it is not known.
CREATE TABLE disclosure (
    generation_id TEXT NOT NULL,
    host TEXT NOT NULL,
    method TEXT NOT NULL,
    -- Their names, with commas between.
    fields TEXT NOT NULL,
    workspace_id TEXT NOT NULL,
    -- Nobody where the machine belongs to whoever runs this installation.
    operator TEXT,
    calls BIGINT NOT NULL,
    sent_bytes BIGINT NOT NULL,
    received_bytes BIGINT NOT NULL,
    -- The last answer's.
    status BIGINT,
    first_at BIGINT NOT NULL,
    last_at BIGINT NOT NULL,
    PRIMARY KEY (generation_id, host, method, fields)
);
CREATE INDEX disclosure_by_workspace ON disclosure (workspace_id);
