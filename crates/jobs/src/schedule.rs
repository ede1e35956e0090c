//! What happens at intervals, in one process of however many there are.

use basics::Span;
use store::{DbError, values};

use crate::Queue;

impl Queue {
    /// Whether it is this process' turn to do what happens every so often; if it is, it is nobody's for that long.
    pub async fn take_turn(&self, name: &str, every: Span) -> Result<bool, DbError> {
        let (now, next) = (self.clock.now(), self.clock.now() + every);
        let taken = "UPDATE schedule SET due_at = $2 WHERE name = $1 AND due_at <= $3";
        if self.db.run(taken, values![name, next, now]).await? == 1 {
            return Ok(true);
        }
        let first = "INSERT INTO schedule (name, due_at) VALUES ($1, $2) ON CONFLICT DO NOTHING";
        Ok(self.db.run(first, values![name, next]).await? == 1)
    }

    /// Gives a turn back that came to nothing, so that it is taken again after this time.
    pub async fn retry_turn(&self, name: &str, after: Span) -> Result<(), DbError> {
        let sql = "UPDATE schedule SET due_at = $2 WHERE name = $1";
        let due = self.clock.now() + after;
        self.db.run(sql, values![name, due]).await.map(|_| ())
    }
}
