//! Limits hold over several processes that share one database (P-OPS-02).

use std::net::IpAddr;

use basics::Span;
use product::{
    App, Settings,
    limits::{Counters, Limit, Limits, Subject, count},
};
use testkit::{TestApp, on_both_databases};

const NETWORK: IpAddr = IpAddr::V4(std::net::Ipv4Addr::new(192, 0, 2, 1));

/// Another process over the same database: it shares the rows and no memory.
fn another(app: &App) -> App {
    app.changed(|other| other.counters = Counters::default())
}

async fn start(database: testkit::Database, limit: i64) -> TestApp {
    let limits = Limits {
        address: Limit(limit),
        ..Limits::default()
    };
    let settings = Settings {
        limits,
        ..Settings::default()
    };
    TestApp::start_with(database, Vec::new(), settings).await
}

on_both_databases! {
    /// Complaint 8: limits count per process.
    async fn two_processes_together_allow_n_and_not_one_more(database: Database) {
        let app = start(database, 95).await;
        let processes = [app.app.clone(), another(&app.app)];
        let who = Subject::address(NETWORK);
        let mut admitted = 0;
        for asked in 0..190 {
            let allowance = count(&processes[asked % 2], who).await;
            assert!(allowance.is_ok() || asked > 85, "{asked}: {allowance:?}; no more than a slice lies unused");
            admitted += i32::from(allowance.is_ok());
        }
        assert_eq!(admitted, 95);
        for process in &processes {
            let refused = count(process, who).await.unwrap_err();
            assert_eq!((refused.limit, refused.remaining), (95, 0));
        }
        app.clock.advance(Span::minutes(1));
        assert!(count(&processes[0], who).await.is_ok());
    }

    async fn a_burst_at_once_gains_nothing(database: Database) {
        let app = start(database, 40).await;
        let processes: Vec<App> = (0..4).map(|_| another(&app.app)).collect();
        let who = Subject::address(NETWORK);
        let asking = (0..400).map(|asked| { let process = processes[asked % 4].clone(); async move { count(&process, who).await.is_ok() } });
        let admitted = futures::future::join_all(asking).await.into_iter().filter(|admitted| *admitted).count();
        assert!(admitted <= 40, "{admitted} of 40");
        assert!(admitted >= 30, "{admitted} of 40: no more than a slice lies unused");
    }

    async fn where_the_shared_count_fails_each_process_counts_for_itself(database: Database) {
        let app = start(database, 5).await;
        app.app.db.run("DROP TABLE allowance", vec![]).await.unwrap();
        let who = Subject::address(NETWORK);
        for _ in 0..5 {
            assert!(count(&app.app, who).await.is_ok());
        }
        assert!(count(&app.app, who).await.is_err());
    }
}
