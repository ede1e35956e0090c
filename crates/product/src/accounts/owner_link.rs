//! The first owner: by a link that is printed at the first start, good for one account and one day.

use basics::Span;
use store::Transaction;

use super::queries;
use crate::{app::App, error::Error, tokens};

const GOOD_FOR: Span = Span::hours(24);

/// A fresh link's path while nobody has an account; earlier links are void then.
pub async fn owner_link(app: &App) -> Result<Option<String>, Error> {
    if queries::any(&app.db).await? {
        return Ok(None);
    }
    let token = tokens::fresh(&app.chance);
    queries::replace_owner_link(&app.db, &tokens::digest(&token), app.now() + GOOD_FOR).await?;
    Ok(Some(format!("/owner/{token}")))
}

/// Whether a link is good.
pub async fn is_good(app: &App, token: &str) -> Result<bool, Error> {
    Ok(queries::find_owner_link(&app.db, &tokens::digest(token), app.now()).await?)
}

/// Uses a link up, as part of what it is used for; whether it was good.
pub(super) async fn spend(app: &App, transaction: &mut Transaction, token: &str) -> Result<bool, Error> {
    Ok(queries::delete_owner_link(transaction, &tokens::digest(token), app.now()).await?)
}
