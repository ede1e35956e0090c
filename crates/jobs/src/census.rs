//! The queue in numbers, for those who watch over the machine. Counts the jobs of all processes.

use basics::{Span, Time};
use store::{DbError, values};

use crate::{JobState, Queue};

/// The jobs of one kind in one state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Census {
    /// Which work.
    pub kind: String,
    /// How far they are; those that ended are counted for a minute.
    pub state: JobState,
    /// How many.
    pub count: i64,
    /// Since when the oldest of those that wait could have been taken.
    pub due_since: Option<Time>,
}

/// How long jobs that ended are counted. Long enough for whoever looks four times a minute, and few enough to count.
const ENDED_WITHIN: Span = Span::minutes(1);

impl Queue {
    /// How many jobs of each kind are in each state.
    pub async fn census(&self) -> Result<Vec<Census>, DbError> {
        let now = self.clock.now();
        let since = Time::from_millis(now.millis() - ENDED_WITHIN.as_millis());
        let sql = "SELECT kind, state, COUNT(*) AS count, MIN(run_at) AS due FROM job
                   WHERE state = 'queued' GROUP BY kind, state
                   UNION ALL
                   SELECT kind, state, COUNT(*) AS count, NULL AS due FROM job
                   WHERE state = 'running' GROUP BY kind, state
                   UNION ALL
                   SELECT kind, state, COUNT(*) AS count, NULL AS due FROM job
                   WHERE finished_at IS NOT NULL AND finished_at > $1 GROUP BY kind, state";
        let rows = self.db.all(sql, values![since]).await?;
        rows.iter()
            .map(|row| {
                let state: String = row.get("state")?;
                Ok(Census {
                    kind: row.get("kind")?,
                    state: state.parse().map_err(|()| DbError::Column("state".to_owned()))?,
                    count: row.get("count")?,
                    due_since: row.get::<Option<Time>>("due")?.filter(|due| *due <= now),
                })
            })
            .collect()
    }
}
