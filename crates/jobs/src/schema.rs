//! The queue's table.

/// The statements that make it; the program runs them as one of its migrations.
pub const SCHEMA: &str = "
CREATE TABLE job (
    id TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    person TEXT NOT NULL,
    subject TEXT NOT NULL,
    state TEXT NOT NULL,
    priority BIGINT NOT NULL,
    run_at BIGINT NOT NULL,
    attempt BIGINT NOT NULL,
    failures BIGINT NOT NULL,
    lease_token TEXT,
    lease_until BIGINT,
    cancel_requested BIGINT NOT NULL,
    progress BIGINT NOT NULL,
    stage TEXT,
    step TEXT,
    checkpoint BYTEA,
    failure TEXT,
    created_at BIGINT NOT NULL,
    finished_at BIGINT
);
CREATE INDEX job_due ON job (run_at) WHERE state = 'queued';
CREATE INDEX job_in_line ON job (person, priority DESC, run_at, id) WHERE state = 'queued';
CREATE INDEX job_running ON job (person) WHERE state = 'running';
CREATE INDEX job_by_subject ON job (subject);
CREATE INDEX job_ended ON job (finished_at) WHERE finished_at IS NOT NULL;
";

/// What happens at intervals, and when it is due next; a migration of its own.
pub const SCHEDULE: &str = "
CREATE TABLE schedule (
    name TEXT PRIMARY KEY,
    due_at BIGINT NOT NULL
);
";
