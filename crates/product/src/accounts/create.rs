//! Makes accounts, and finds them.

use basics::{AccountId, WorkspaceId};
use privacy::guard;
use store::DbError;
use vault::HolderKind;
use web_kit::Language;

use super::{
    account::{Account, EmailAddress, Role},
    agree::{Agreement, note},
    owner_link,
    passwords::{self, PasswordError},
    queries,
};
use crate::{app::App, error::Error};

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
    let entry = Entry {
        email: &email,
        hash: &hash,
        role,
        language,
        agreement: None,
        owner_link: None,
    };
    insert(app, &entry)
        .await?
        .ok_or(Error::invalid("email", "invalid-email-taken"))
}

/// Makes an account for whoever fills in the form; with the secret of the owner's link, the owner's. An address that has one already is left as it is, after the same
/// work: the caller goes on to sign in, which succeeds only with that account's own password.
pub async fn sign_up(
    app: &App,
    email: &EmailAddress,
    password: &str,
    owner_link: Option<&str>,
    agreement: Agreement,
) -> Result<(), Error> {
    let password = passwords::check(password, email).map_err(password_error)?;
    let entry = Entry {
        email,
        hash: &app.hashing.hash(password).await?,
        role: owner_link.map_or(Role::Member, |_| Role::Owner),
        language: agreement.language,
        agreement: Some(agreement),
        owner_link,
    };
    insert(app, &entry).await.map(|_| ())
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

/// Whether this is the password of a person who is signed in already.
pub async fn has_password(app: &App, id: AccountId, password: &str) -> Result<bool, Error> {
    let hash = queries::password_hash(&app.db, id).await?;
    app.hashing.verify(passwords::normalised(password), hash).await
}

fn index(app: &App, email: &EmailAddress) -> [u8; 32] {
    app.vault.index("account.email", email.folded().as_bytes())
}

/// An account that is about to be made.
struct Entry<'a> {
    email: &'a EmailAddress,
    hash: &'a str,
    role: Role,
    language: Language,
    agreement: Option<Agreement>,
    owner_link: Option<&'a str>,
}

/// Key first, then the rows. `None` when the address has an account already. The key goes only where it is certain that
/// no row was written: after a commit whose end is unknown, an orphaned key does no harm, a lost one would.
async fn insert(app: &App, entry: &Entry<'_>) -> Result<Option<AccountId>, Error> {
    let id = AccountId::fresh(app.now(), &app.chance);
    app.vault.create_holder(id.into(), HolderKind::Person).await?;
    app.vault.create_unit(id.into(), id.into()).await?;
    let refused = match insert_rows(app, id, entry).await {
        Ok(()) => return Ok(Some(id)),
        Err(Error::Database(DbError::Conflict)) => Ok(None),
        Err(Error::NotFound) => Err(Error::NotFound),
        Err(error) => return Err(error),
    };
    app.vault.destroy_holder(id.into()).await?;
    refused
}

/// All rows in one transaction, which also uses up the owner's link: two people with one link cannot both become owner,
/// and a link is not lost when no account comes of it.
async fn insert_rows(app: &App, id: AccountId, entry: &Entry<'_>) -> Result<(), Error> {
    let account = Account {
        id,
        workspace: WorkspaceId::fresh(app.now(), &app.chance),
        email: app.vault.seal(id.into(), entry.email).await?,
        role: entry.role,
        created_at: app.now(),
        erase_at: None,
    };
    let index = index(app, entry.email);
    let mut transaction = app.db.begin().await?;
    if let Some(token) = entry.owner_link
        && !owner_link::spend(app, &mut transaction, token).await?
    {
        return Err(Error::NotFound);
    }
    queries::insert(&mut transaction, &account, &index, entry.hash, entry.language.tag()).await?;
    if let Some(agreement) = entry.agreement
        && guard!("P-INT-04/note")
    {
        note(app, &mut transaction, id, agreement).await?;
    }
    Ok(transaction.commit().await?)
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
