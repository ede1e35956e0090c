//! Notes what somebody agreed to, and when. Agreement is not consent (P-INT-04, P-CHG-02).

use basics::AccountId;
use store::{DbError, Transaction};
use web_kit::Language;

use super::{account::Acceptance, queries};
use crate::{app::App, error::Error, policy};

/// What somebody agreed to, and in which language they read it.
#[derive(Debug, Clone, Copy)]
pub struct Agreement {
    /// The language.
    pub language: Language,
}

/// Whether somebody has agreed to a policy, be it an earlier version: a newer one is never forced on anybody.
pub async fn has_agreed(app: &App, account: AccountId) -> Result<bool, Error> {
    Ok(queries::has_acceptance(&app.db, account).await?)
}

/// Notes an agreement to policy and terms as they are.
pub async fn agree(app: &App, account: AccountId, agreement: Agreement) -> Result<(), Error> {
    let mut transaction = app.db.begin().await?;
    note(app, &mut transaction, account, agreement).await?;
    Ok(transaction.commit().await?)
}

pub(super) async fn note(
    app: &App,
    transaction: &mut Transaction,
    account: AccountId,
    agreement: Agreement,
) -> Result<(), DbError> {
    for document in [policy::current(), policy::terms()] {
        let acceptance = Acceptance {
            document: document.name,
            version: document.version.to_string(),
            content_hash: document.content_hash.as_str().to_owned(),
            language: agreement.language.tag(),
            accepted_at: app.now(),
        };
        queries::insert_acceptance(transaction, account, &acceptance).await?;
    }
    Ok(())
}
