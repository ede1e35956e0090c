CREATE TABLE model_rule (
    account_id TEXT PRIMARY KEY,
    local_only BIGINT NOT NULL,
    no_training BIGINT NOT NULL,
    longest_kept BIGINT,
    regions TEXT NOT NULL,
    changed_at BIGINT NOT NULL
);
