//! Makes accounts from the command line.

use std::io::Read;

use product::accounts::{self, Role};

use crate::{
    commands::{AccountCommand, Places},
    installation,
};

/// Runs an `account` command.
pub async fn account(places: &Places, command: &AccountCommand) -> Result<(), Box<dyn std::error::Error>> {
    let AccountCommand::Create { email, owner, .. } = command;
    let mut password = String::new();
    std::io::stdin().take(4_096).read_to_string(&mut password)?;
    let password = password.trim_end_matches(['\n', '\r']);
    let role = if *owner { Role::Owner } else { Role::Member };
    let app = installation::open(places).await?;
    accounts::create(&app, email, password, role, web_kit::Language::English).await?;
    app.db.close().await;
    Ok(())
}
