//! The key store from the command line.

use std::path::Path;

use product::App;
use vault::{NewRoot, Rewrapped};

use crate::{
    commands::{KeysCommand, Places, RootPlace},
    installation,
    settings_file::SettingsFile,
};

type Outcome = Result<(), Box<dyn std::error::Error>>;

/// Runs a `keys` command. The rows of the data are left as they are.
pub async fn keys(places: &Places, command: &KeysCommand) -> Outcome {
    if let KeysCommand::Load { file } = command {
        return load(places, file).await;
    }
    let app = installation::open_bare(places).await?;
    match command {
        KeysCommand::Load { .. } => Ok(()),
        KeysCommand::Rotate { prepare: true, .. } => prepare(&app),
        KeysCommand::Rotate { to, .. } => rotate(&app, new_root(places, *to)?).await,
    }?;
    app.db.close().await;
    Ok(())
}

/// Nothing is opened before, which would put something into the empty store.
#[expect(clippy::print_stdout, reason = "the command's answer")]
async fn load(places: &Places, file: &Path) -> Outcome {
    let settings = SettingsFile::read(places.config.as_deref())?;
    let keys = installation::key_places(places, &settings, installation::clock())?;
    keys.load(file).await?;
    println!(
        "The key store has the keys of {} now. What was destroyed since that copy was made is in it again:",
        file.display()
    );
    println!("restore the newest backup of the data, which brings the tombstones along, or erase it again.");
    Ok(())
}

#[expect(clippy::print_stdout, reason = "the command's answer")]
fn prepare(app: &App) -> Outcome {
    let file = app.vault.prepare_root()?;
    println!("The next root key is {}; nothing is under it yet.", file.display());
    println!(
        "Bring it to every other machine with these keys and to its third place, then run: nanoprompt keys rotate"
    );
    Ok(())
}

fn new_root(places: &Places, to: Option<RootPlace>) -> Result<NewRoot, Box<dyn std::error::Error>> {
    let settings = SettingsFile::read(places.config.as_deref())?;
    Ok(match to {
        Some(RootPlace::File) => NewRoot::File,
        None if settings.keys.transit.is_none() => NewRoot::File,
        _ => NewRoot::Elsewhere,
    })
}

/// The copy comes before the old key goes, so that at every moment there is one that opens.
#[expect(clippy::print_stdout, reason = "the command's answer")]
async fn rotate(app: &App, to: NewRoot) -> Outcome {
    let rewrapped = app.vault.rewrap(to).await?;
    copy(app, &rewrapped).await?;
    let keys = rewrapped.destroy_old().await?;
    println!("The root key is a new one, and the old one is destroyed; {keys} keys were wrapped anew.");
    match to {
        NewRoot::File => println!("Keep the new root.key in its third place now."),
        NewRoot::Elsewhere => {
            println!(
                "It is kept as [keys.transit] in nanoprompt.toml says: keep that table, and never delete that key."
            );
        }
    }
    Ok(())
}

#[expect(clippy::print_stdout, reason = "the command's answer")]
async fn copy(app: &App, _under: &Rewrapped<'_>) -> Outcome {
    let Some(folder) = app.backups.as_ref().and_then(|plan| plan.keys.clone()) else {
        println!(
            "Copies of the key store from before open only with the old root key: make a new one (nanoprompt backup"
        );
        println!("keys) and remove them.");
        return Ok(());
    };
    let name = app.vault.copy_keys(&folder, app.now(), 1).await?;
    println!(
        "Copied the key store to {}; older copies there are removed.",
        folder.join(name).display()
    );
    Ok(())
}
