CREATE TABLE account (
    id TEXT PRIMARY KEY,
    workspace_id TEXT NOT NULL,
    email BYTEA NOT NULL,
    email_index BYTEA NOT NULL UNIQUE,
    password_hash TEXT NOT NULL,
    role TEXT NOT NULL,
    language TEXT NOT NULL,
    created_at BIGINT NOT NULL
);

CREATE TABLE acceptance (
    account_id TEXT NOT NULL,
    document TEXT NOT NULL,
    version TEXT NOT NULL,
    content_hash TEXT NOT NULL,
    language TEXT NOT NULL,
    accepted_at BIGINT NOT NULL,
    PRIMARY KEY (account_id, document, version)
);

CREATE TABLE workspace (
    id TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    created_at BIGINT NOT NULL
);

CREATE TABLE owner_link (
    token_hash BYTEA PRIMARY KEY,
    expires_at BIGINT NOT NULL
);

CREATE TABLE session (
    id TEXT PRIMARY KEY,
    token_hash BYTEA NOT NULL UNIQUE,
    account_id TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    seen_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX session_by_account ON session (account_id);

CREATE TABLE api_key (
    id TEXT PRIMARY KEY,
    account_id TEXT NOT NULL,
    workspace_id TEXT NOT NULL,
    name BYTEA NOT NULL,
    token_hash BYTEA NOT NULL UNIQUE,
    hint TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    used_at BIGINT,
    revoked_at BIGINT
);
CREATE INDEX api_key_by_account ON api_key (account_id);

CREATE TABLE generation (
    id TEXT PRIMARY KEY,
    workspace_id TEXT NOT NULL,
    created_by TEXT NOT NULL,
    project_id TEXT,
    expires_at BIGINT,
    erased_at BIGINT,
    job_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    model TEXT NOT NULL,
    prompt BYTEA NOT NULL,
    width BIGINT NOT NULL,
    height BIGINT NOT NULL,
    count BIGINT NOT NULL,
    seed BIGINT,
    format TEXT NOT NULL,
    state TEXT NOT NULL,
    failure TEXT,
    went_to TEXT,
    created_at BIGINT NOT NULL,
    started_at BIGINT,
    finished_at BIGINT
);
CREATE INDEX generation_by_workspace ON generation (workspace_id, id);

CREATE TABLE asset (
    id TEXT PRIMARY KEY,
    workspace_id TEXT NOT NULL,
    created_by TEXT NOT NULL,
    project_id TEXT,
    expires_at BIGINT,
    erased_at BIGINT,
    generation_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    media_type TEXT NOT NULL,
    width BIGINT NOT NULL,
    height BIGINT NOT NULL,
    length BIGINT NOT NULL,
    title BYTEA NOT NULL,
    seed BIGINT,
    source_type TEXT NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE INDEX asset_by_workspace ON asset (workspace_id, id);
CREATE INDEX asset_by_generation ON asset (generation_id);
