//! A library of a million pictures, and the erasure of a hundred thousand: `cargo bench -p product --bench scale`. Prints
//! figures, asserts none. With `NANOPROMPT_TEST_POSTGRES` both databases are measured.

#![expect(clippy::unwrap_used, reason = "a bench that does not work shall stop at once")]
#![expect(clippy::print_stdout, reason = "figures are what a bench is for")]
#![expect(
    clippy::disallowed_methods,
    reason = "a bench looks at a real clock from outside the house"
)]

use std::{fs, path::Path, time::Instant};

use basics::{AccountId, AssetId, Chance, GenerationId, Time, UnitId, WorkspaceId};
use futures::{StreamExt, stream};
use product::generations::PromptWords;
use store::{ObjectName, ToValue, Value};
use testkit::{Client, Database, PASSWORD, TestApp};

const LIBRARY: usize = 1_000_000;
const ERASED: usize = 100_000;
const SEARCHED: usize = 100_000;
const PAGES: usize = 300;

#[tokio::main]
async fn main() {
    let databases = [
        ("SQLite", Database::sqlite().await),
        ("PostgreSQL", Database::postgres().await),
    ];
    for (name, database) in databases {
        let Some(database) = database else {
            println!("{name}: left out");
            continue;
        };
        let app = TestApp::start(database).await;
        searching(name, &app).await;
        erasing(name, &app).await;
        library(name, &app).await;
    }
}

/// Words among the prompts of a long life: as they are first looked through, and from then on.
async fn searching(name: &str, app: &TestApp) {
    let sue = app.person("sue@example.org").await;
    let (account, workspace) = whose(app, "sue@example.org").await;
    prompts(app, account, workspace).await;
    let search = async |query: &str| {
        let begun = Instant::now();
        let page = sue.get(&format!("/library?q={query}")).await;
        assert_eq!(page.status, 200);
        begun.elapsed().as_secs_f64() * 1_000.0
    };
    let first = search("storm+77").await;
    println!("{name}: the first search among {SEARCHED} prompts, ms: {first:.0}");
    let mut times = Vec::new();
    for number in 0..PAGES {
        times.push(search(&format!("storm+{number}")).await);
    }
    say(&format!("{name}: a search among {SEARCHED} prompts, ms"), &mut times);
    app.clock.advance(basics::Span::seconds(11));
    let again = search("storm+78").await;
    println!("{name}: the first search after ten seconds, ms: {again:.0}");
}

async fn prompts(app: &TestApp, account: AccountId, workspace: WorkspaceId) {
    let (chance, vault) = (Chance::seeded(2), &app.app.vault);
    let ids: Vec<_> = (0..SEARCHED)
        .map(|number| Time::from_millis(1_700_000_000_000 + i64::try_from(number).unwrap()))
        .map(|at| GenerationId::fresh(at, &chance))
        .collect();
    let made = ids.iter().enumerate().map(|(number, id)| async move {
        vault.create_unit((*id).into(), account.into()).await.unwrap();
        let words = format!("a lighthouse on a cliff in a storm, heavy sea, number {number}");
        vault
            .seal((*id).into(), &PromptWords::typed(&words, 8_000).unwrap())
            .await
            .unwrap()
    });
    let sealed: Vec<_> = stream::iter(made).buffered(2_000).collect().await;
    let sql = "INSERT INTO generation (workspace_id, id, created_by, job_id, kind, model, prompt, width, height, count,
                                       seed, format, state, created_at)
               VALUES ($1, $2, $3, $2, 'image', 'atelier', $4, 64, 64, 1, 7, 'png', 'done', 1)";
    for batch in ids.iter().zip(&sealed).collect::<Vec<_>>().chunks(20_000) {
        let mut transaction = app.app.db.begin().await.unwrap();
        for (id, words) in batch {
            let prompt = Value::Blob(Some(words.bytes().to_vec()));
            let values = vec![workspace.to_value(), id.to_value(), account.to_value(), prompt];
            transaction.run(sql, values).await.unwrap();
        }
        transaction.commit().await.unwrap();
    }
}

/// Pages of a library, at places spread over the whole of it.
async fn library(name: &str, app: &TestApp) {
    let ada = app.person("ada@example.org").await;
    let (account, workspace) = whose(app, "ada@example.org").await;
    let ids = fill(app, account, workspace, LIBRARY).await;
    let mut times = Vec::new();
    for number in 0..PAGES {
        let place = ids[(number * 7_919 * 431) % ids.len()];
        let begun = Instant::now();
        let page = ada.get(&format!("/library?before={place}")).await;
        assert_eq!(page.status, 200);
        times.push(begun.elapsed().as_secs_f64() * 1_000.0);
    }
    say(
        &format!("{name}: library page anywhere in {LIBRARY} pictures, ms"),
        &mut times,
    );
    let mut times = Vec::new();
    for _ in 0..PAGES {
        let begun = Instant::now();
        assert_eq!(ada.get("/library").await.status, 200);
        times.push(begun.elapsed().as_secs_f64() * 1_000.0);
    }
    say(&format!("{name}: the newest page of it, ms"), &mut times);
}

/// From the question to unreadable, and from there to the certificate.
async fn erasing(name: &str, app: &TestApp) {
    let eve = app.person("eve@example.org").await;
    let (account, workspace) = whose(app, "eve@example.org").await;
    let ids = fill(app, account, workspace, ERASED).await;
    keys(app, account, &ids).await;
    objects(&app.objects(), &ids);
    let begun = Instant::now();
    let receipt = leave(&eve).await;
    let unreadable = begun.elapsed().as_secs_f64() * 1_000.0;
    let address = format!("{receipt}/certificate");
    let stranger = app.stranger();
    while stranger.get(&address).await.status != 200 {
        app.app.jobs.wake();
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    let total = begun.elapsed().as_secs_f64();
    println!("{name}: {ERASED} pictures of one person unreadable: after {unreadable:.0} ms");
    #[expect(clippy::cast_precision_loss, reason = "a rate")]
    let rate = (2 * ERASED) as f64 / (total - unreadable / 1_000.0);
    println!("{name}: purged, with their rows and keys: {rate:.0} objects/s ({total:.1} s in all)");
}

async fn leave(eve: &Client) -> String {
    let answer = eve.post("/you/erase", &[("when", "now"), ("password", PASSWORD)]).await;
    answer.location().unwrap()
}

async fn whose(app: &TestApp, email: &str) -> (AccountId, WorkspaceId) {
    let account = product::accounts::find_by_email(&app.app, email)
        .await
        .unwrap()
        .unwrap();
    (
        account,
        product::accounts::lookup(&app.app, account).await.unwrap().workspace,
    )
}

/// Rows as a long life would have left them.
async fn fill(app: &TestApp, account: AccountId, workspace: WorkspaceId, many: usize) -> Vec<AssetId> {
    let chance = Chance::seeded(1);
    let mut ids = Vec::with_capacity(many);
    let sql = "INSERT INTO asset (workspace_id, id, created_by, generation_id, kind, media_type, width, height, length,
                                  title, seed, source_type, created_at)
               VALUES ($1, $2, $3, $4, 'image', 'image/png', 640, 480, 1000, $5, 7, 'algorithmicMedia', $6)";
    for start in (0..many).step_by(20_000) {
        let mut transaction = app.app.db.begin().await.unwrap();
        for number in start..(start + 20_000).min(many) {
            let at = Time::from_millis(1_700_000_000_000 + i64::try_from(number).unwrap());
            let (id, generation) = (AssetId::fresh(at, &chance), GenerationId::fresh(at, &chance));
            let values: Vec<Value> = vec![
                workspace.to_value(),
                id.to_value(),
                account.to_value(),
                generation.to_value(),
                Value::Blob(Some(vec![7; 90])),
                at.to_value(),
            ];
            transaction.run(sql, values).await.unwrap();
            ids.push(id);
        }
        transaction.commit().await.unwrap();
    }
    ids
}

async fn keys(app: &TestApp, account: AccountId, ids: &[AssetId]) {
    let made = ids.iter().map(|id| {
        let vault = app.app.vault.clone();
        let (unit, holder): (UnitId, _) = ((*id).into(), account.into());
        async move { vault.create_unit(unit, holder).await.unwrap() }
    });
    stream::iter(made).buffer_unordered(2_000).collect::<Vec<_>>().await;
}

/// Two files a picture, written without waiting for the disk: only their removal is measured.
fn objects(folder: &Path, ids: &[AssetId]) {
    for id in ids {
        for class in ["asset", "thumbnail"] {
            let file = folder.join(ObjectName::new(class, id).as_str());
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, [7; 1_000]).unwrap();
        }
    }
}

fn say(what: &str, figures: &mut [f64]) {
    figures.sort_by(f64::total_cmp);
    let at = |percent: usize| figures[(figures.len() * percent / 100).min(figures.len() - 1)];
    println!(
        "{what}: median {:.1}, p99 {:.1}, most {:.1} ({} times)",
        at(50),
        at(99),
        at(100),
        figures.len()
    );
}
