//! Rows in SQLite or PostgreSQL by one SQL text, and objects in a folder or a bucket.
//!
//! Content is reached through a [`Scope`]: a query inside one gets the workspace as `$1`, and on PostgreSQL it also runs
//! as a role that sees nothing else.

mod bucket;
mod database;
mod error;
mod folder_lock;
mod migrations;
mod notices;
mod objects;
mod owned;
mod postgres;
mod refill;
mod row;
mod scope;
mod snapshot;
mod sqlite;
mod transaction;
mod uninterrupted;
mod value;
mod writer;

pub use bucket::{BucketAddress, BucketAddressError, BucketKey, Carrier, CarrierError};
pub use database::{Db, DbAddress, Flavour};
pub use error::DbError;
pub use folder_lock::{FolderBusy, FolderLock};
pub use migrations::{Migration, MigrationError};
pub use notices::{LONGEST_NOTICE, Notices};
pub use objects::{ObjectError, ObjectName, Objects};
pub use owned::Owned;
pub use refill::Columns;
pub use row::Row;
pub use scope::{Scope, ScopedDb, ScopedTransaction};
pub use snapshot::Snapshot;
pub use transaction::Transaction;
pub use value::{FromValue, ToValue, Value};
