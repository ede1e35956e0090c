//! Makes API keys from the command line.

use product::{accounts, api_keys};

use crate::{
    commands::{KeyCommand, Places},
    installation,
};

/// Runs a `key` command.
#[expect(clippy::print_stdout, reason = "the key is this command's result")]
pub async fn key(places: &Places, command: &KeyCommand) -> Result<(), Box<dyn std::error::Error>> {
    let KeyCommand::Create { email, name } = command;
    let app = installation::open(places).await?;
    let account = accounts::find_by_email(&app, email)
        .await?
        .ok_or("no account has this e-mail address")?;
    let (_, secret) = api_keys::create(&app, account, name).await?;
    println!("{secret}");
    app.db.close().await;
    Ok(())
}
