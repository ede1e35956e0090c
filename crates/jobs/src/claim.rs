//! Taking jobs: whose turn it is, under a lease.

use basics::{Span, Time};
use store::{Db, DbError, Flavour, values};

use crate::JobRow;

/// How long a worker may be silent before its job is given to another.
pub(crate) const LEASE: Span = Span::seconds(15);

/// How many more jobs a claim looks at than it wants, since other workers may be taking the first of them.
const SPARE: i64 = 4;

/// Every job's turn is how many its person would have running with it: people with fewer go first, then the more urgent
/// job, then the older. Only the persons with the fewest can be among the first, and of each only the first few jobs, so
/// that a claim costs the same however long the queue is.
macro_rules! claim {
    ($each:literal, $lock:literal) => {
        concat!(
            "WITH RECURSIVE everybody (person) AS (
                 SELECT MIN(person) FROM job WHERE state = 'queued' AND run_at <= $3
                 UNION ALL
                 SELECT (SELECT MIN(job.person) FROM job
                         WHERE job.state = 'queued' AND job.run_at <= $3 AND job.person > everybody.person)
                 FROM everybody WHERE everybody.person IS NOT NULL
             ), idlest AS (
                 SELECT person, (SELECT COUNT(*) FROM job
                                 WHERE job.state = 'running' AND job.person = everybody.person) AS running
                 FROM everybody WHERE person IS NOT NULL ORDER BY running LIMIT $5
             ), line AS (
                 SELECT due.id, idlest.running + ROW_NUMBER() OVER (
                     PARTITION BY due.person ORDER BY due.priority DESC, due.run_at, due.id) AS turn
                 FROM idlest ",
            $each,
            "), taken AS MATERIALIZED (
                 SELECT job.id FROM line JOIN job ON job.id = line.id
                 WHERE job.state = 'queued' ORDER BY line.turn, job.priority DESC, job.run_at, job.id
                 LIMIT $4 ",
            $lock,
            ")
             UPDATE job SET state = 'running', lease_token = $1, lease_until = $2, attempt = attempt + 1
             WHERE id IN (SELECT id FROM taken) RETURNING *"
        )
    };
}

const ON_SQLITE: &str = claim!(
    "JOIN job AS due ON due.id IN (
         SELECT mine.id FROM job AS mine
         WHERE mine.state = 'queued' AND mine.person = idlest.person AND mine.run_at <= $3
         ORDER BY mine.priority DESC, mine.run_at, mine.id LIMIT $5)",
    ""
);

const ON_POSTGRES: &str = claim!(
    "CROSS JOIN LATERAL (
         SELECT mine.* FROM job AS mine
         WHERE mine.state = 'queued' AND mine.person = idlest.person AND mine.run_at <= $3
         ORDER BY mine.priority DESC, mine.run_at, mine.id LIMIT $5) AS due",
    "FOR UPDATE OF job SKIP LOCKED"
);

/// Takes up to `most` jobs for the holder of `token`.
pub(crate) async fn claim(db: &Db, token: &str, now: Time, most: i64) -> Result<Vec<JobRow>, DbError> {
    let sql = match db.flavour() {
        Flavour::Sqlite => ON_SQLITE,
        Flavour::Postgres => ON_POSTGRES,
    };
    let values = values![token, now + LEASE, now, most, most * SPARE];
    let rows = db.run_returning(sql, values).await?;
    rows.iter().map(JobRow::read).collect()
}

/// Puts jobs whose worker fell silent back into the queue.
pub(crate) async fn recover(db: &Db, now: Time) -> Result<(), DbError> {
    let silent = "SELECT id FROM job WHERE state = 'running' AND lease_until < $1 LIMIT 1";
    if db.first(silent, values![now]).await?.is_some() {
        let sql = "UPDATE job SET state = 'queued', lease_token = NULL, lease_until = NULL
                   WHERE state = 'running' AND lease_until < $1";
        db.run(sql, values![now]).await?;
    }
    Ok(())
}

/// Whether any job could be taken now; a read, so that an idle worker writes nothing.
pub(crate) async fn any_waiting(db: &Db, now: Time) -> Result<bool, DbError> {
    let sql = "SELECT id FROM job WHERE state = 'queued' AND run_at <= $1 LIMIT 1";
    Ok(db.first(sql, values![now]).await?.is_some())
}
