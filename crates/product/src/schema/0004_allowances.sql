CREATE TABLE allowance (
    subject BYTEA NOT NULL,
    window_start BIGINT NOT NULL,
    taken BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    PRIMARY KEY (subject, window_start)
);
CREATE INDEX allowance_by_expiry ON allowance (expires_at);
