//! Erases an account from the command line.

use basics::Span;
use jobs::Runner;
use product::{
    App, accounts,
    erasures::{self, AskedBy, Erasure, Progress, When},
};
use tokio_util::sync::CancellationToken;

use crate::{
    commands::{EraseFlags, Places},
    installation,
};

/// Runs the `erase` command.
#[expect(clippy::print_stdout, reason = "the command's answer")]
pub async fn erase(places: &Places, flags: &EraseFlags) -> Result<(), Box<dyn std::error::Error>> {
    let app = installation::open(places).await?;
    let Some(account) = accounts::find_by_email(&app, &flags.email).await? else {
        return Err("there is no account with this address".into());
    };
    let when = if flags.now { When::Now } else { When::AfterGrace };
    let asked = erasures::ask(&app, account, when, AskedBy::Operator, None).await?;
    println!("The receipt, to be handed to the person: /erasures/{}", asked.receipt);
    if !flags.now {
        println!("It begins in 7 days; until then the person can sign in and keep the account.");
        return Ok(());
    }
    let finished = wait(places, &app, asked.id).await?;
    let certificate = finished.certificate.unwrap_or_default();
    match &flags.output {
        Some(file) => std::fs::write(file, certificate)?,
        None => println!("{certificate}"),
    }
    app.db.close().await;
    Ok(())
}

/// Where nobody serves the folder, this process does the work; otherwise the server does.
async fn wait(places: &Places, app: &App, id: basics::ErasureId) -> Result<Erasure, Box<dyn std::error::Error>> {
    let lock = installation::lock(places);
    let stop = CancellationToken::new();
    let workers = lock.is_ok().then(|| {
        let runner = Runner::new(app.jobs.clone(), product::works(app));
        tokio::spawn(runner.run(stop.clone()))
    });
    let finished = loop {
        let erasure = erasures::lookup(app, id).await?;
        if erasure.progress() == Progress::Finished {
            break erasure;
        }
        app.clock.sleep(Span::millis(50)).await;
    };
    stop.cancel();
    if let Some(workers) = workers {
        workers.await?;
    }
    Ok(finished)
}
