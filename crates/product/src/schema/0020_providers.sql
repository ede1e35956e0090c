CREATE TABLE provider (
    id TEXT PRIMARY KEY,
    -- The first part of its models' names.
    name TEXT NOT NULL UNIQUE,
    -- What an owner wrote about it, as JSON; none for one of the settings file.
    sheet TEXT,
    secret BYTEA,
    paused_at BIGINT,
    created_at BIGINT NOT NULL,
    -- When it was last asked what it has, and what came of it.
    asked_at BIGINT,
    answer TEXT,
    listed BIGINT,
    -- Models of its table that it did not name, a name a line.
    unlisted TEXT
);
