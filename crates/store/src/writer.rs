//! One writer for SQLite, so that transactions that arrive together share one flush to the disk.
//!
//! Each transaction is a savepoint inside the writer's open transaction. Whoever finishes while others wait leaves the
//! commit to the last of them, and is told the truth when it has happened.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use sqlx::{AssertSqlSafe, ConnectOptions, Connection, SqliteConnection, sqlite::SqliteConnectOptions};
use tokio::sync::{Mutex, OwnedMutexGuard, oneshot};

use crate::{DbError, Row, Value, sqlite, uninterrupted::to_the_end};

/// How many transactions may share one flush; bounds how long the first of them waits.
const GROUP: usize = 64;

#[derive(Clone)]
pub(crate) struct Writer {
    options: SqliteConnectOptions,
    lane: Arc<Mutex<Lane>>,
    waiting: Arc<AtomicUsize>,
}

/// The writing connection and what is open on it.
#[derive(Default)]
struct Lane {
    connection: Option<SqliteConnection>,
    /// A transaction is open: members of the group may be waiting for its commit.
    open: bool,
    /// A savepoint is open: its owner is at work, or went away without a word.
    savepoint: bool,
    members: Vec<oneshot::Sender<Result<(), DbError>>>,
}

/// What a member of a group hears when the group is on the disk, or is not.
type Told = oneshot::Receiver<Result<(), DbError>>;

pub(crate) struct WriterTransaction {
    writer: Writer,
    lane: Option<OwnedMutexGuard<Lane>>,
}

impl Writer {
    pub(crate) fn new(options: SqliteConnectOptions) -> Self {
        Self {
            options,
            lane: Arc::default(),
            waiting: Arc::default(),
        }
    }

    pub(crate) async fn begin(&self) -> Result<WriterTransaction, DbError> {
        let place_in_line = PlaceInLine::take(self);
        let mut lane = self.lane.clone().lock_owned().await;
        place_in_line.leave();
        let writer = self.clone();
        to_the_end(async move {
            if let Err(error) = lane.prepare(&writer.options).await {
                lane.fail(&error).await;
                return Err(error);
            }
            Ok(WriterTransaction {
                writer,
                lane: Some(lane),
            })
        })
        .await
    }

    pub(crate) async fn close(&self) {
        let mut lane = self.lane.lock().await;
        if let Some(connection) = lane.connection.take() {
            let _ = connection.close().await;
        }
    }

    /// Ends a transaction: commits the group, or leaves that to one who waits and returns how it will be told.
    async fn settle(self, mut lane: OwnedMutexGuard<Lane>) -> Result<Option<Told>, DbError> {
        if let Err(error) = lane.release_savepoint().await {
            lane.fail(&error).await;
            return Err(error);
        }
        if self.waiting.load(Ordering::SeqCst) == 0 || lane.members.len() + 1 >= GROUP {
            return lane.commit().await.map(|()| None);
        }
        let (tell, told) = oneshot::channel();
        lane.members.push(tell);
        Ok(Some(told))
    }

    /// Commits a group that was left open by somebody who went away.
    fn settle_later(&self, lane: Option<OwnedMutexGuard<Lane>>) {
        let Ok(runtime) = tokio::runtime::Handle::try_current() else {
            return;
        };
        let writer = self.clone();
        runtime.spawn(async move {
            let mut lane = match lane {
                Some(lane) => lane,
                None => writer.lane.clone().lock_owned().await,
            };
            if let Err(error) = lane.undo_savepoint().await {
                lane.fail(&error).await;
            } else if lane.open && writer.waiting.load(Ordering::SeqCst) == 0 {
                let _ = lane.commit().await;
            }
        });
    }
}

impl WriterTransaction {
    pub(crate) async fn all(&mut self, sql: &'static str, values: Vec<Value>) -> Result<Vec<Row>, DbError> {
        sqlite::all(self.connection()?, sql, values).await
    }

    pub(crate) async fn run(&mut self, sql: &'static str, values: Vec<Value>) -> Result<u64, DbError> {
        sqlite::run(self.connection()?, sql, values).await
    }

    /// Runs a whole script of statements, for migrations.
    pub(crate) async fn script(&mut self, sql: String) -> Result<(), DbError> {
        sqlx::raw_sql(AssertSqlSafe(sql)).execute(self.connection()?).await?;
        Ok(())
    }

    /// Returns once the transaction is on the disk.
    pub(crate) async fn commit(mut self) -> Result<(), DbError> {
        let Some(lane) = self.lane.take() else {
            return Err(gone());
        };
        match to_the_end(self.writer.clone().settle(lane)).await? {
            Some(told) => told.await.unwrap_or_else(|_| Err(gone())),
            None => Ok(()),
        }
    }

    fn connection(&mut self) -> Result<&mut SqliteConnection, DbError> {
        self.lane
            .as_mut()
            .and_then(|lane| lane.connection.as_mut())
            .ok_or_else(gone)
    }
}

impl Drop for WriterTransaction {
    fn drop(&mut self) {
        if let Some(lane) = self.lane.take() {
            self.writer.settle_later(Some(lane));
        }
    }
}

impl Lane {
    async fn prepare(&mut self, options: &SqliteConnectOptions) -> Result<(), DbError> {
        if self.connection.is_none() {
            self.connection = Some(options.connect().await?);
        }
        self.undo_savepoint().await?;
        if !self.open {
            self.control("BEGIN IMMEDIATE").await?;
            self.open = true;
        }
        self.control("SAVEPOINT one").await?;
        self.savepoint = true;
        Ok(())
    }

    async fn release_savepoint(&mut self) -> Result<(), DbError> {
        self.control("RELEASE one").await?;
        self.savepoint = false;
        Ok(())
    }

    async fn undo_savepoint(&mut self) -> Result<(), DbError> {
        if self.savepoint {
            self.control("ROLLBACK TO one").await?;
            self.release_savepoint().await?;
        }
        Ok(())
    }

    async fn commit(&mut self) -> Result<(), DbError> {
        if let Err(error) = self.control("COMMIT").await {
            self.fail(&error).await;
            return Err(error);
        }
        self.open = false;
        for member in self.members.drain(..) {
            let _ = member.send(Ok(()));
        }
        Ok(())
    }

    /// Gives the whole group up: nothing of it is on the disk, and everybody is told.
    async fn fail(&mut self, error: &DbError) {
        if let Some(connection) = self.connection.take() {
            let _ = connection.close().await;
        }
        (self.open, self.savepoint) = (false, false);
        for member in self.members.drain(..) {
            let _ = member.send(Err(error.clone()));
        }
    }

    async fn control(&mut self, sql: &'static str) -> Result<(), DbError> {
        let connection = self.connection.as_mut().ok_or_else(gone)?;
        sqlite::run(connection, sql, Vec::new()).await.map(|_| ())
    }
}

/// Counts as waiting until it leaves the line, also when the wait is given up.
struct PlaceInLine<'a> {
    writer: &'a Writer,
    left: bool,
}

impl<'a> PlaceInLine<'a> {
    fn take(writer: &'a Writer) -> Self {
        writer.waiting.fetch_add(1, Ordering::SeqCst);
        Self { writer, left: false }
    }

    fn leave(mut self) {
        self.left = true;
        self.writer.waiting.fetch_sub(1, Ordering::SeqCst);
    }
}

impl Drop for PlaceInLine<'_> {
    fn drop(&mut self) {
        if !self.left {
            self.writer.waiting.fetch_sub(1, Ordering::SeqCst);
            self.writer.settle_later(None);
        }
    }
}

fn gone() -> DbError {
    DbError::Unavailable("the writing connection was closed".to_owned())
}
