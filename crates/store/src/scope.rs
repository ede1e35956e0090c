//! Whose content a query may touch.
//!
//! The workspace is bound as `$1` of every scoped statement. On PostgreSQL the statement also runs as the role
//! `nanoprompt_scoped`, which owns nothing and which row-level security confines to that workspace (P-OPS-01).

use basics::WorkspaceId;
use privacy::guard;

use crate::{Db, DbError, Row, ToValue, Transaction, Value};

/// One workspace's content. Made where a person, a key or a job has been checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scope {
    workspace: WorkspaceId,
}

impl Scope {
    /// The content of one workspace.
    #[must_use]
    pub const fn workspace(workspace: WorkspaceId) -> Self {
        Self { workspace }
    }

    /// Which workspace.
    #[must_use]
    pub const fn workspace_id(&self) -> WorkspaceId {
        self.workspace
    }

    fn bind(&self, values: Vec<Value>) -> Vec<Value> {
        std::iter::once(self.workspace.to_value()).chain(values).collect()
    }
}

/// Reads within a scope.
pub struct ScopedDb {
    db: Db,
    scope: Scope,
}

/// Changes within a scope.
pub struct ScopedTransaction {
    inner: Transaction,
    scope: Scope,
}

impl Db {
    /// Reads of one workspace's content.
    #[must_use]
    pub fn within(&self, scope: &Scope) -> ScopedDb {
        ScopedDb {
            db: self.clone(),
            scope: *scope,
        }
    }

    /// A transaction over one workspace's content.
    pub async fn begin_within(&self, scope: &Scope) -> Result<ScopedTransaction, DbError> {
        let inner = self.begin().await?;
        let mut transaction = ScopedTransaction { inner, scope: *scope };
        transaction.confine().await?;
        Ok(transaction)
    }
}

impl ScopedDb {
    /// Every row of the answer; `$1` is the workspace, the given values start at `$2`.
    pub async fn all(&self, sql: &'static str, values: Vec<Value>) -> Result<Vec<Row>, DbError> {
        if !self.db.is_postgres() {
            return self.db.all(confined(sql), self.scope.bind(values)).await;
        }
        let mut transaction = self.db.begin_within(&self.scope).await?;
        transaction.all(sql, values).await
    }

    /// The first row of the answer.
    pub async fn first(&self, sql: &'static str, values: Vec<Value>) -> Result<Option<Row>, DbError> {
        Ok(self.all(sql, values).await?.into_iter().next())
    }
}

impl ScopedTransaction {
    /// Runs a statement; `$1` is the workspace, the given values start at `$2`.
    pub async fn run(&mut self, sql: &'static str, values: Vec<Value>) -> Result<u64, DbError> {
        self.inner.run(confined(sql), self.scope.bind(values)).await
    }

    /// Every row of the answer.
    pub async fn all(&mut self, sql: &'static str, values: Vec<Value>) -> Result<Vec<Row>, DbError> {
        self.inner.all(confined(sql), self.scope.bind(values)).await
    }

    /// The first row of the answer.
    pub async fn first(&mut self, sql: &'static str, values: Vec<Value>) -> Result<Option<Row>, DbError> {
        Ok(self.all(sql, values).await?.into_iter().next())
    }

    /// The same transaction for what is not content, such as a job to enqueue.
    pub const fn beyond_content(&mut self) -> &mut Transaction {
        &mut self.inner
    }

    /// Makes it happen; returns once it is on the disk.
    pub async fn commit(self) -> Result<(), DbError> {
        self.inner.commit().await
    }

    async fn confine(&mut self) -> Result<(), DbError> {
        if self.inner.is_postgres() && guard!("P-OPS-01/scope") {
            let workspace = vec![self.scope.workspace.to_value()];
            self.inner
                .run("SELECT set_config('nanoprompt.workspace', $1, true)", workspace)
                .await?;
            self.inner.run("SET LOCAL ROLE nanoprompt_scoped", Vec::new()).await?;
        }
        Ok(())
    }
}

/// The statement as it runs; without its guard, over everybody's content.
fn confined(sql: &'static str) -> &'static str {
    if guard!("P-OPS-01/scope") {
        sql
    } else {
        Box::leak(sql.replace("workspace_id = $1", "$1 = $1").into_boxed_str())
    }
}
