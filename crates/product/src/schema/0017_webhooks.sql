CREATE TABLE webhook (
    id TEXT PRIMARY KEY,
    account_id TEXT NOT NULL,
    workspace_id TEXT NOT NULL,
    address BYTEA NOT NULL,
    secret BYTEA NOT NULL,
    created_at BIGINT NOT NULL,
    -- What it last answered, and when it was last asked.
    last_status BIGINT,
    last_at BIGINT,
    -- When it said that it wants to hear no more.
    ended_at BIGINT
);
CREATE INDEX webhook_by_account ON webhook (account_id);
CREATE INDEX webhook_by_workspace ON webhook (workspace_id);
