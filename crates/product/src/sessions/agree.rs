//! Agreeing at the first sign-in, for whom the operator made the account (P-INT-04): until then nobody is signed in.

use basics::{AccountId, Span, Time};
use store::DbError;
use subtle::ConstantTimeEq;

use super::sign_in::{SignedInNow, open};
use crate::{
    accounts::{self, Agreement},
    app::App,
    error::Error,
    tokens,
};

const GOOD_FOR: Span = Span::minutes(10);

/// The mark for the next page: that this person gave the right password a moment ago.
pub(super) fn mark(app: &App, account: AccountId) -> String {
    let claim = format!("{account}.{}", (app.now() + GOOD_FOR).millis());
    format!("{claim}.{}", proof(app, &claim))
}

/// Notes the agreement and signs in.
pub(super) async fn agree(app: &App, mark: &str, agreement: Agreement) -> Result<SignedInNow, Error> {
    let account = read(app, mark).ok_or(Error::WrongPassword)?;
    if accounts::has_agreed(app, account).await? {
        // The mark was used; it opens nothing again.
        return Err(Error::WrongPassword);
    }
    match accounts::agree(app, account, agreement).await {
        Ok(()) => open(app, account).await,
        // Somebody sent the same page twice; the first of the two went in.
        Err(Error::Database(DbError::Conflict)) => Err(Error::WrongPassword),
        Err(error) => Err(error),
    }
}

fn read(app: &App, mark: &str) -> Option<AccountId> {
    let (claim, given) = mark.rsplit_once('.')?;
    let genuine: bool = proof(app, claim).as_bytes().ct_eq(given.as_bytes()).into();
    let (account, until) = claim.split_once('.')?;
    let in_time = app.now() <= Time::from_millis(until.parse().ok()?);
    (genuine && in_time).then(|| account.parse().ok())?
}

fn proof(app: &App, claim: &str) -> String {
    tokens::hex(&app.vault.index("gave the password", claim.as_bytes()))
}
