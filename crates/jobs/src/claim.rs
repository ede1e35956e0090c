//! Taking jobs: whose turn it is, under a lease.

use basics::{Span, Time};
use store::{Db, DbError, Flavour, values};

use crate::JobRow;

/// How long a worker may be silent before its job is given to another.
pub(crate) const LEASE: Span = Span::seconds(15);

/// People with fewer running jobs go first, then the more urgent job, then the older. What is due is materialized, since
/// a plan that runs the locking query once a row would take more than `LIMIT` says.
macro_rules! claim {
    ($lock:literal) => {
        concat!(
            "WITH due AS MATERIALIZED (
                 SELECT id FROM job
                 WHERE (state = 'queued' AND run_at <= $3) OR (state = 'running' AND lease_until < $3)
                 ORDER BY (SELECT COUNT(*) FROM job AS other
                           WHERE other.person = job.person AND other.state = 'running'),
                          priority DESC, run_at, id
                 LIMIT $4 ",
            $lock,
            ") UPDATE job SET state = 'running', lease_token = $1, lease_until = $2, attempt = attempt + 1
             WHERE id IN (SELECT id FROM due) RETURNING *"
        )
    };
}

/// Takes up to `most` jobs for the holder of `token`.
pub(crate) async fn claim(db: &Db, token: &str, now: Time, most: i64) -> Result<Vec<JobRow>, DbError> {
    let sql = match db.flavour() {
        Flavour::Sqlite => claim!(""),
        Flavour::Postgres => claim!("FOR UPDATE SKIP LOCKED"),
    };
    let mut transaction = db.begin().await?;
    let rows = transaction.all(sql, values![token, now + LEASE, now, most]).await?;
    transaction.commit().await?;
    rows.iter().map(JobRow::read).collect()
}

/// Whether any job could be taken now; a read, so that an idle worker writes nothing.
pub(crate) async fn any_waiting(db: &Db, now: Time) -> Result<bool, DbError> {
    let sql = "SELECT id FROM job WHERE (state = 'queued' AND run_at <= $1) OR (state = 'running' AND lease_until < $1)
               LIMIT 1";
    Ok(db.first(sql, values![now]).await?.is_some())
}
