//! Makes API keys from the command line.

use product::{accounts, api_keys};

use crate::{
    commands::{KeyCommand, Places},
    installation,
};

/// Runs a `key` command.
#[expect(clippy::print_stdout, reason = "the key is this command's result")]
pub async fn key(places: &Places, command: &KeyCommand) -> Result<(), Box<dyn std::error::Error>> {
    let KeyCommand::Create {
        email,
        name,
        models,
        kinds,
        addresses,
        days,
        credits,
        per,
    } = command;
    let days = days.map(|days| days.to_string()).unwrap_or_default();
    let app = installation::open(places).await?;
    let account = accounts::find_by_email(&app, email)
        .await?
        .ok_or("no account has this e-mail address")?;
    let scope = api_keys::RawScope {
        models,
        kinds,
        addresses,
        days: &days,
        credits,
        per,
    };
    let (_, secret) = api_keys::create_for(&app, account, name, &scope).await?;
    println!("{secret}");
    app.db.close().await;
    Ok(())
}
