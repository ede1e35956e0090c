//! A `PostgreSQL` server for the tests.

use std::sync::atomic::{AtomicU32, Ordering};

use sqlx::{AssertSqlSafe, Connection, PgConnection};

static NUMBER: AtomicU32 = AtomicU32::new(0);

/// The address of a fresh database on the server that `NANOPROMPT_TEST_POSTGRES` names; `None` where the check has no
/// server, which it says.
pub async fn fresh_database() -> Option<String> {
    #[expect(
        clippy::disallowed_methods,
        reason = "the check tells tests about their peers by the environment"
    )]
    let Ok(server) = std::env::var("NANOPROMPT_TEST_POSTGRES") else {
        #[expect(clippy::print_stderr, reason = "nothing is left out in silence")]
        {
            eprintln!("LEFT OUT: no PostgreSQL here; ./check brings one, or scripts/postgres start");
        }
        return None;
    };
    let name = format!(
        "np_keys_{}_{}",
        std::process::id(),
        NUMBER.fetch_add(1, Ordering::Relaxed)
    );
    let mut admin = PgConnection::connect(&server).await.unwrap();
    for sql in [
        format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"),
        format!("CREATE DATABASE {name}"),
    ] {
        sqlx::raw_sql(AssertSqlSafe(sql)).execute(&mut admin).await.unwrap();
    }
    admin.close().await.unwrap();
    let base = server.rsplit_once('/').map_or(server.as_str(), |(base, _)| base);
    Some(format!("{base}/{name}"))
}
