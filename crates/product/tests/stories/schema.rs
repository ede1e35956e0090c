//! The schema and every statement, on both databases.

use std::{fs, path::Path};

use product::schema::MIGRATIONS;
use syn::visit::Visit;
use testkit::{files_below, on_both_databases};

/// Collects the string literals that are SQL.
#[derive(Default)]
struct Statements(Vec<String>);

impl<'ast> Visit<'ast> for Statements {
    fn visit_lit_str(&mut self, literal: &'ast syn::LitStr) {
        let text = literal.value();
        let first = text.split_whitespace().next().unwrap_or_default();
        if ["SELECT", "INSERT", "UPDATE", "DELETE"].contains(&first) && text.split_whitespace().count() > 3 {
            self.0.push(text);
        }
    }
}

fn statements() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut all = Statements::default();
    for file in files_below(&folder).iter().filter(|file| file.ends_with("queries.rs")) {
        all.visit_file(&syn::parse_file(&fs::read_to_string(file).unwrap()).unwrap());
    }
    all.0
}

on_both_databases! {
    async fn every_statement_prepares(database: Database) {
        database.db.migrate(MIGRATIONS).await.unwrap();
        let statements = statements();
        assert!(statements.len() > 30, "only {} statements were found", statements.len());
        for sql in statements {
            let prepared = database.db.prepare(&sql).await;
            assert!(prepared.is_ok(), "{sql}: {prepared:?}");
        }
    }

    async fn migrating_twice_and_at_once_is_harmless(database: Database) {
        let other = store::Db::open(&database.address).await.unwrap();
        let (one, two) = tokio::join!(database.db.migrate(MIGRATIONS), other.migrate(MIGRATIONS));
        one.unwrap();
        two.unwrap();
        database.db.migrate(MIGRATIONS).await.unwrap();
        let steps = database.db.all("SELECT number FROM migration", vec![]).await.unwrap();
        assert_eq!(steps.len(), MIGRATIONS.len());
        assert!(database.db.migrate(&MIGRATIONS[..1]).await.is_err(), "an older program refuses a newer database");
    }
}
