//! Makes accounts, and finds them.

use basics::{AccountId, WorkspaceId};
use store::DbError;
use vault::HolderKind;
use web_kit::Language;

use super::{
    account::{Acceptance, Account, EmailAddress, Role},
    passwords::{self, PasswordError},
    queries,
};
use crate::{app::App, error::Error, policy};

/// What somebody agreed to, and in which language they read it. Agreement is not consent (P-INT-04, P-CHG-02).
#[derive(Debug, Clone, Copy)]
pub struct Agreement {
    /// The language.
    pub language: Language,
}

/// Makes an account for somebody whom the operator vouches for. They agree to the policy when they first sign in.
pub async fn create(
    app: &App,
    email: &str,
    password: &str,
    role: Role,
    language: Language,
) -> Result<AccountId, Error> {
    let email = EmailAddress::parse(email).map_err(|_| Error::invalid("email", "invalid-email"))?;
    let password = passwords::check(password, &email).map_err(password_error)?;
    let hash = app.hashing.hash(password).await?;
    insert(app, &email, &hash, role, language, None)
        .await?
        .ok_or(Error::invalid("email", "invalid-email-taken"))
}

/// Makes an account for whoever fills in the form. An address that has one already is left as it is, after the same
/// work: the caller goes on to sign in, which succeeds only with that account's own password.
pub async fn sign_up(
    app: &App,
    email: &EmailAddress,
    password: &str,
    role: Role,
    agreement: Agreement,
) -> Result<(), Error> {
    let password = passwords::check(password, email).map_err(password_error)?;
    let hash = app.hashing.hash(password).await?;
    insert(app, email, &hash, role, agreement.language, Some(agreement))
        .await
        .map(|_| ())
}

/// The account with this address.
pub async fn find_by_email(app: &App, email: &str) -> Result<Option<AccountId>, Error> {
    let Ok(email) = EmailAddress::parse(email) else {
        return Ok(None);
    };
    Ok(find_by_index(app, &index(app, &email))
        .await?
        .map(|(account, _)| account))
}

/// The account under a keyed hash of its address, with its password's hash.
pub async fn find_by_index(app: &App, index: &[u8; 32]) -> Result<Option<(AccountId, String)>, Error> {
    Ok(queries::find_by_index(&app.db, index).await?)
}

/// The keyed hash under which an address is found, and the account's password hash where there is one.
pub async fn password_hash_of(
    app: &App,
    email: &EmailAddress,
) -> Result<([u8; 32], Option<(AccountId, String)>), Error> {
    let index = index(app, email);
    let found = find_by_index(app, &index).await?;
    Ok((index, found))
}

/// An account.
pub async fn lookup(app: &App, id: AccountId) -> Result<Account, Error> {
    queries::lookup(&app.db, id).await?.ok_or(Error::NotFound)
}

fn index(app: &App, email: &EmailAddress) -> [u8; 32] {
    app.vault.index("account.email", email.folded().as_bytes())
}

/// Key first, then the rows in one transaction. `None` when the address has an account already.
async fn insert(
    app: &App,
    email: &EmailAddress,
    hash: &str,
    role: Role,
    language: Language,
    agreement: Option<Agreement>,
) -> Result<Option<AccountId>, Error> {
    let id = AccountId::fresh(app.now(), &app.chance);
    app.vault.create_holder(id.into(), HolderKind::Person).await?;
    app.vault.create_unit(id.into(), id.into()).await?;
    let account = Account {
        id,
        workspace: WorkspaceId::fresh(app.now(), &app.chance),
        email: app.vault.seal(id.into(), email).await?,
        role,
        created_at: app.now(),
    };
    let mut transaction = app.db.begin().await?;
    match queries::insert(&mut transaction, &account, &index(app, email), hash, language.tag()).await {
        Ok(()) => {}
        Err(DbError::Conflict) => {
            drop(transaction);
            app.vault.destroy_holder(id.into()).await?;
            return Ok(None);
        }
        Err(error) => return Err(error.into()),
    }
    if let Some(agreement) = agreement {
        for document in [policy::current(), policy::terms()] {
            let acceptance = Acceptance {
                document: document.name,
                version: document.version.to_string(),
                content_hash: document.content_hash.as_str().to_owned(),
                language: agreement.language.tag(),
                accepted_at: app.now(),
            };
            queries::insert_acceptance(&mut transaction, id, &acceptance).await?;
        }
    }
    transaction.commit().await?;
    Ok(Some(id))
}

fn password_error(error: PasswordError) -> Error {
    let (least, most) = (passwords::LEAST, passwords::MOST);
    match error {
        PasswordError::TooShort => Error::beyond("password", "invalid-password-short", to_limit(least)),
        PasswordError::TooLong => Error::beyond("password", "invalid-password-long", to_limit(most)),
        PasswordError::TooKnown => Error::invalid("password", "invalid-password-known"),
    }
}

fn to_limit(limit: usize) -> i64 {
    i64::try_from(limit).unwrap_or(i64::MAX)
}
