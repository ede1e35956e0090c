//! Takes an erasure back that has not begun (P-RET-01).

use basics::AccountId;

use super::queries;
use crate::{accounts, app::App, error::Error};

/// The account is as it was; its job finds nothing to do.
pub async fn undo(app: &App, account: AccountId) -> Result<(), Error> {
    let mut transaction = app.db.begin().await?;
    if !queries::delete_waiting(&mut transaction, account).await? {
        return Err(Error::NotFound);
    }
    accounts::stay(&mut transaction, account).await?;
    Ok(transaction.commit().await?)
}
