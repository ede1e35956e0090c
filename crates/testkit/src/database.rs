//! A database of one test's own, on either of the two kinds.

use std::sync::atomic::{AtomicU32, Ordering};

use store::{Db, DbAddress};

/// An empty database. A folder goes with it; a `PostgreSQL` database goes with its server.
pub struct Database {
    /// The database.
    pub db: Db,
    /// Where it is.
    pub address: DbAddress,
    _folder: tempfile::TempDir,
}

static NUMBER: AtomicU32 = AtomicU32::new(0);

impl Database {
    /// `SQLite` in a folder of its own.
    ///
    /// # Panics
    /// When it cannot be opened.
    pub async fn sqlite() -> Option<Self> {
        let folder = tempfile::tempdir().unwrap();
        let address = DbAddress::Sqlite(folder.path().join("nanoprompt.db"));
        let db = Db::open(&address).await.unwrap();
        Some(Self {
            db,
            address,
            _folder: folder,
        })
    }

    /// A fresh `PostgreSQL` database on the server that `NANOPROMPT_TEST_POSTGRES` names; `None` where the check has no
    /// server, which it says.
    ///
    /// # Panics
    /// When the server does not answer.
    pub async fn postgres() -> Option<Self> {
        #[expect(
            clippy::disallowed_methods,
            reason = "the check tells tests about their peers by the environment"
        )]
        let Ok(server) = std::env::var("NANOPROMPT_TEST_POSTGRES") else {
            crate::browser::leave_out("no PostgreSQL here; ./check brings one, or scripts/postgres start");
            return None;
        };
        let name = format!("np_{}_{}", std::process::id(), NUMBER.fetch_add(1, Ordering::Relaxed));
        let admin = Db::open(&DbAddress::Postgres(server.clone())).await.unwrap();
        admin
            .execute_alone(&format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"))
            .await
            .unwrap();
        admin.execute_alone(&format!("CREATE DATABASE {name}")).await.unwrap();
        admin.close().await;
        let base = server.rsplit_once('/').map_or(server.as_str(), |(base, _)| base);
        let address = DbAddress::Postgres(format!("{base}/{name}"));
        let db = Db::open(&address).await.unwrap();
        Some(Self {
            db,
            address,
            _folder: tempfile::tempdir().unwrap(),
        })
    }
}

/// Tells the same story on both databases: `name::sqlite` and `name::postgres`.
#[macro_export]
macro_rules! on_both_databases {
    ($($(#[$doc:meta])* async fn $name:ident($database:ident: Database) $body:block)+) => {$(
        $(#[$doc])*
        mod $name {
            #[allow(unused_imports, reason = "a story uses what it needs")]
            use super::*;

            async fn story($database: $crate::Database) $body

            #[tokio::test(flavor = "multi_thread")]
            async fn sqlite() {
                if let Some(database) = $crate::Database::sqlite().await { story(database).await }
            }

            #[tokio::test(flavor = "multi_thread")]
            async fn postgres() {
                if let Some(database) = $crate::Database::postgres().await { story(database).await }
            }
        }
    )+};
}
