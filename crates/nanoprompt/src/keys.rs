//! The key store from the command line.

use product::App;
use vault::{NewRoot, Rewrapped};

use crate::{
    commands::{KeysCommand, Places},
    installation,
};

type Outcome = Result<(), Box<dyn std::error::Error>>;

/// Runs a `keys` command. The rows of the data are left as they are.
pub async fn keys(places: &Places, command: &KeysCommand) -> Outcome {
    let app = installation::open_bare(places).await?;
    match command {
        KeysCommand::Rotate { prepare: true } => prepare(&app),
        KeysCommand::Rotate { prepare: false } => rotate(&app).await,
    }?;
    app.db.close().await;
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

/// The copy comes before the old key goes, so that at every moment there is one that opens.
#[expect(clippy::print_stdout, reason = "the command's answer")]
async fn rotate(app: &App) -> Outcome {
    let rewrapped = app.vault.rewrap(NewRoot::File).await?;
    copy(app, &rewrapped).await?;
    let keys = rewrapped.destroy_old().await?;
    println!("The root key is a new one, and the old one is destroyed; {keys} keys were wrapped anew.");
    println!("Keep the new root.key in its third place now.");
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
