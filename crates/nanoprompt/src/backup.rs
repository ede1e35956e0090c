//! Backups from the command line.

use std::path::{Path, PathBuf};

use product::{App, backups};
use store::Objects;

use crate::{
    commands::{BackupCommand, Places},
    installation,
};

type Outcome = Result<(), Box<dyn std::error::Error>>;

/// Runs a `backup` command.
pub async fn backup(places: &Places, command: &BackupCommand) -> Outcome {
    let app = if let BackupCommand::Restore { .. } = command {
        installation::open_bare(places).await?
    } else {
        installation::open(places).await?
    };
    match command {
        BackupCommand::Create { to } => create(&app, &target(&app, to.as_deref())?).await,
        BackupCommand::Verify { from, id } => verify(&app, &source(&app, from.as_deref())?, id.clone()).await,
        BackupCommand::Restore { from, id } => {
            let _lock = installation::lock(places)?;
            restore(&app, &source(&app, from.as_deref())?, id.clone()).await
        }
        BackupCommand::Drill { from } => drill(&app, &source(&app, from.as_deref())?).await,
        BackupCommand::Keys { to } => keys(&app, to).await,
    }?;
    app.db.close().await;
    Ok(())
}

#[expect(clippy::print_stdout, reason = "the command's answer")]
async fn create(app: &App, target: &Objects) -> Outcome {
    let manifest = backups::create(app, target).await?;
    println!("Backup {} shows {} objects.", manifest.id, manifest.objects.lines);
    println!("It opens only with the keys, which are not in it: keep copies of them apart (nanoprompt backup keys).");
    Ok(())
}

#[expect(clippy::print_stdout, reason = "the command's answer")]
async fn verify(app: &App, source: &Objects, id: Option<String>) -> Outcome {
    let id = named(source, id).await?;
    let damages = backups::verify(app, source, &id).await?;
    for damage in &damages {
        println!("damaged: {}", damage.name);
    }
    if damages.is_empty() {
        println!("Backup {id} is as it was made.");
        return Ok(());
    }
    Err(format!("{} parts of backup {id} are damaged; make a new one now", damages.len()).into())
}

#[expect(clippy::print_stdout, reason = "the command's answer")]
async fn restore(app: &App, source: &Objects, id: Option<String>) -> Outcome {
    let id = named(source, id).await?;
    let restored = backups::restore(app, source, &id).await?;
    println!(
        "Restored backup {} in {} ms: {} rows, {} objects; {} of them erased again.",
        restored.id,
        restored.took.as_millis(),
        restored.rows,
        restored.objects,
        restored.erased
    );
    println!("Everybody signs in anew. What was on its way when the backup was made is marked as unknown.");
    Ok(())
}

#[expect(clippy::print_stdout, reason = "the command's answer")]
async fn drill(app: &App, source: &Objects) -> Outcome {
    let scratch = Scratch::new(app)?;
    let drilled = backups::drill(app, source, &scratch.0).await?;
    println!(
        "Restored {} rows and {} objects in {} ms; {} were erased again.",
        drilled.restored.rows,
        drilled.restored.objects,
        drilled.restored.took.as_millis(),
        drilled.restored.erased
    );
    println!(
        "The erased canary was {}.",
        if drilled.canary_found { "FOUND" } else { "not found" }
    );
    println!(
        "Its words {}.",
        if drilled.canary_heard {
            "OPENED"
        } else {
            "open with no key"
        }
    );
    println!("Objects missing: {}.", drilled.objects_missing);
    if drilled.is_good() {
        Ok(())
    } else {
        Err("the drill failed: this backup must not be relied on".into())
    }
}

#[expect(clippy::print_stdout, reason = "the command's answer")]
async fn keys(app: &App, to: &Path) -> Outcome {
    let name = app.vault.copy_keys(to, app.now(), backups::KEY_COPIES).await?;
    println!("Copied the key store to {}.", to.join(name).display());
    println!("The root key is not in it: keep root.key in a third place.");
    Ok(())
}

async fn named(source: &Objects, id: Option<String>) -> Result<String, backups::BackupError> {
    match id {
        Some(id) => Ok(id),
        None => backups::newest(source).await,
    }
}

fn target(app: &App, folder: Option<&Path>) -> Result<Objects, Box<dyn std::error::Error>> {
    match (folder, &app.backups) {
        (Some(folder), _) => Ok(Objects::folder(folder)?),
        (None, Some(plan)) => Ok(plan.target.clone()),
        (None, None) => Err("name a folder for backups, or a [backup] table in nanoprompt.toml".into()),
    }
}

/// Never makes the folder: a mistyped name shall not look like a place without backups.
fn source(app: &App, folder: Option<&Path>) -> Result<Objects, Box<dyn std::error::Error>> {
    match folder {
        Some(folder) if !folder.is_dir() => Err(format!("there is no folder {}", folder.display()).into()),
        folder => target(app, folder),
    }
}

/// A folder that goes when it is not needed any more.
struct Scratch(PathBuf);

impl Scratch {
    fn new(app: &App) -> std::io::Result<Self> {
        let name = format!("nanoprompt-drill-{:016x}", app.chance.seed());
        let folder = std::env::temp_dir().join(name);
        std::fs::create_dir(&folder)?;
        Ok(Self(folder))
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
