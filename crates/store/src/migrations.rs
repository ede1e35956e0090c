//! Bringing a database to the present shape: once, in order, whoever else tries at the same time.

use thiserror::Error;

use crate::{Db, DbError, Transaction, values};

/// One step of the schema, in one text for both databases (types `TEXT`, `BIGINT`, `BYTEA`).
#[derive(Debug, Clone, Copy)]
pub struct Migration {
    /// Its place in the order, from 1.
    pub number: i64,
    /// What it is for.
    pub name: &'static str,
    /// Its statements.
    pub sql: &'static str,
    /// Tables with a `workspace_id`, put under row-level security.
    pub content: &'static [&'static str],
    /// Tables without content that a scoped transaction may also write, such as the job queue.
    pub open_to_scope: &'static [&'static str],
}

/// The schema could not be brought up to date.
#[derive(Debug, Error)]
pub enum MigrationError {
    /// The database is newer than this program.
    #[error("the database was made by a newer version (step {found}, this program knows {known}); use that version")]
    Newer {
        /// The newest step that the database has had.
        found: i64,
        /// The newest step that this program knows.
        known: i64,
    },
    /// A step failed; nothing of it was kept.
    #[error("migration {number} ({name}) failed: {error}")]
    Failed {
        /// The step.
        number: i64,
        /// Its name.
        name: &'static str,
        /// What the database said.
        error: DbError,
    },
    /// The database did not answer.
    #[error(transparent)]
    Database(#[from] DbError),
}

/// An arbitrary number that every version of the program agrees on.
const LOCK: i64 = 0x6e61_6e6f;

impl Db {
    /// Runs the steps that this database has not had, in one transaction under a lock. Safe to call from several
    /// processes at once and as often as wanted.
    pub async fn migrate(&self, steps: &[Migration]) -> Result<(), MigrationError> {
        let mut transaction = self.begin().await?;
        prepare(&mut transaction).await?;
        let row = transaction
            .first("SELECT COALESCE(MAX(number), 0) AS number FROM migration", Vec::new())
            .await?;
        let found: i64 = row.map_or(Ok(0), |row| row.get("number"))?;
        let known = steps.iter().map(|step| step.number).max().unwrap_or(0);
        if found > known {
            return Err(MigrationError::Newer { found, known });
        }
        for step in steps.iter().filter(|step| step.number > found) {
            let failed = |error| MigrationError::Failed {
                number: step.number,
                name: step.name,
                error,
            };
            apply(&mut transaction, step).await.map_err(failed)?;
        }
        Ok(transaction.commit().await?)
    }
}

async fn prepare(transaction: &mut Transaction) -> Result<(), DbError> {
    if transaction.is_postgres() {
        transaction
            .run("SELECT pg_advisory_xact_lock($1)", values![LOCK])
            .await?;
        transaction.script(SCOPED_ROLE.to_owned()).await?;
    }
    let table = "CREATE TABLE IF NOT EXISTS migration (number BIGINT PRIMARY KEY, name TEXT NOT NULL)";
    transaction.script(table.to_owned()).await
}

async fn apply(transaction: &mut Transaction, step: &Migration) -> Result<(), DbError> {
    transaction.script(step.sql.to_owned()).await?;
    if transaction.is_postgres() {
        for table in step.content {
            transaction.script(confine(table)).await?;
        }
        for table in step.open_to_scope {
            transaction
                .script(format!("GRANT SELECT, INSERT, UPDATE ON {table} TO nanoprompt_scoped"))
                .await?;
        }
    }
    transaction
        .run(
            "INSERT INTO migration (number, name) VALUES ($1, $2)",
            values![step.number, step.name],
        )
        .await?;
    Ok(())
}

/// Roles belong to the whole server, so another database's migration may be making the same one right now.
const SCOPED_ROLE: &str = "
DO $$ BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'nanoprompt_scoped') THEN
        CREATE ROLE nanoprompt_scoped NOLOGIN NOINHERIT;
    END IF;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
END $$;
DO $$ BEGIN
    EXECUTE format('GRANT nanoprompt_scoped TO %I', current_user);
EXCEPTION WHEN OTHERS THEN NULL;
END $$;";

/// Even the tables' owner is held to the policies; as itself it sees all, as the scoped role only one workspace.
fn confine(table: &str) -> String {
    format!(
        "ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;
         ALTER TABLE {table} FORCE ROW LEVEL SECURITY;
         CREATE POLICY service ON {table} TO CURRENT_USER USING (true) WITH CHECK (true);
         CREATE POLICY scoped ON {table} TO nanoprompt_scoped
             USING (workspace_id = current_setting('nanoprompt.workspace', true))
             WITH CHECK (workspace_id = current_setting('nanoprompt.workspace', true));
         GRANT SELECT, INSERT, UPDATE, DELETE ON {table} TO nanoprompt_scoped;"
    )
}
