CREATE TABLE budget (
    subject TEXT NOT NULL,
    period_start BIGINT NOT NULL,
    account_id TEXT NOT NULL,
    held BIGINT NOT NULL,
    spent BIGINT NOT NULL,
    PRIMARY KEY (subject, period_start)
);
CREATE INDEX budget_by_account ON budget (account_id);
CREATE TABLE budget_hold (
    id TEXT NOT NULL,
    subject TEXT NOT NULL,
    period_start BIGINT NOT NULL,
    account_id TEXT NOT NULL,
    millionths BIGINT NOT NULL,
    expires_at BIGINT,
    PRIMARY KEY (id, subject, period_start)
);
CREATE INDEX budget_hold_by_account ON budget_hold (account_id);
CREATE INDEX budget_hold_by_expiry ON budget_hold (expires_at);
ALTER TABLE api_key ADD COLUMN budget BIGINT;
ALTER TABLE api_key ADD COLUMN budget_per TEXT;
ALTER TABLE generation ADD COLUMN key_id TEXT;
