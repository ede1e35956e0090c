CREATE TABLE usage_day (
    account_id TEXT NOT NULL,
    key_id TEXT NOT NULL,
    model TEXT NOT NULL,
    day BIGINT NOT NULL,
    calls BIGINT NOT NULL,
    failed BIGINT NOT NULL,
    input_tokens BIGINT NOT NULL,
    output_tokens BIGINT NOT NULL,
    pictures BIGINT NOT NULL,
    millionths BIGINT NOT NULL,
    PRIMARY KEY (account_id, day, key_id, model)
);
CREATE INDEX usage_day_by_day ON usage_day (day);
