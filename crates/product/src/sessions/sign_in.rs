//! Signing in and out, and the list of browsers.

use basics::{AccountId, SessionId};
use privacy::guard;
use store::Transaction;
use subtle::ConstantTimeEq;

use super::{
    agree, queries,
    session::{SEEN_TO_THE, Session},
    throttle::{Attempt, Network},
};
use crate::{
    accounts::{self, EmailAddress},
    app::App,
    error::Error,
    tokens,
};

/// Where somebody comes from and what their browser brought along.
#[derive(Debug, Clone)]
pub struct Entrance {
    /// The neighbourhood.
    pub network: Network,
    /// The mark of a browser that was here before.
    pub device: Option<String>,
}

/// What a browser is given when its person has signed in.
#[derive(Debug, Clone)]
pub struct SignedInNow {
    /// The session's secret, for a cookie.
    pub token: String,
    /// The mark of a browser that was here before, for a cookie.
    pub device: String,
}

/// How far somebody with the right password has come.
#[derive(Debug, Clone)]
pub enum Entered {
    /// In.
    Now(SignedInNow),
    /// In as soon as they agree to policy and terms, with this mark.
    OnceAgreed(String),
}

/// Signs in with address and password. Every refusal is the same, after the same work (P-COL-02).
pub async fn sign_in(app: &App, email: &str, password: &str, from: &Entrance) -> Result<Entered, Error> {
    let email = EmailAddress::parse(email).map_err(|_| Error::invalid("email", "invalid-email"))?;
    let (index, found) = accounts::password_hash_of(app, &email).await?;
    let device = found.as_ref().map(|(account, _)| device_mark(app, *account));
    let known_device = match (&device, &from.device) {
        (Some(own), Some(brought)) => own.as_bytes().ct_eq(brought.as_bytes()).into(),
        _ => false,
    };
    let attempt = Attempt {
        address: index,
        network: from.network,
        known_device,
    };
    let admitted = app.throttle.admit(&attempt, app.now());
    if let Err(seconds) = admitted
        && guard!("P-COL-02/throttle")
    {
        return Err(Error::TooMany { seconds });
    }
    let hash = found.as_ref().map(|(_, hash)| hash.clone());
    let password = accounts::normalised_password(password);
    if !guard!("P-COL-02/password", app.hashing.verify(password, hash).await?) {
        return Err(Error::WrongPassword);
    }
    let Some((account, _)) = found else {
        return Err(Error::WrongPassword);
    };
    app.throttle.succeeded(&attempt);
    if guard!("P-INT-04/first", accounts::has_agreed(app, account).await?) {
        return Ok(Entered::Now(open(app, account).await?));
    }
    Ok(Entered::OnceAgreed(agree::mark(app, account)))
}

/// Opens a session for somebody who has proven who they are.
pub(super) async fn open(app: &App, account: AccountId) -> Result<SignedInNow, Error> {
    let token = tokens::fresh(&app.chance);
    let id = SessionId::fresh(app.now(), &app.chance);
    queries::insert(&app.db, id, account, &tokens::digest(&token), app.now()).await?;
    Ok(SignedInNow {
        token,
        device: device_mark(app, account),
    })
}

/// Removes sessions that are over.
pub async fn sweep(app: &App) -> Result<(), Error> {
    Ok(queries::delete_ended(&app.db, app.now()).await?)
}

/// Ends the session of a token.
pub async fn sign_out(app: &App, token: &str) -> Result<(), Error> {
    if guard!("P-COL-02/sign-out") {
        queries::delete_by_token(&app.db, &tokens::digest(token)).await?;
    }
    Ok(())
}

/// The session of a token.
pub(super) async fn find(app: &App, token: &str) -> Result<Option<Session>, Error> {
    let now = app.now();
    let session = queries::find_by_token(&app.db, &tokens::digest(token))
        .await?
        .filter(|session| guard!("P-COL-02/end", session.is_good_at(now)));
    if let Some(session) = session
        .as_ref()
        .filter(|session| now.since(session.seen_at) > SEEN_TO_THE)
    {
        queries::update_seen(&app.db, session.id, now).await?;
    }
    Ok(session)
}

/// Whether somebody who is signed in is still the one with the password, before what cannot be undone (P-SEC-02).
pub async fn confirm(app: &App, account: AccountId, password: &str, network: Network) -> Result<(), Error> {
    let attempt = Attempt {
        address: app.vault.index("confirm", account.as_bytes()),
        network,
        known_device: true,
    };
    app.throttle
        .admit(&attempt, app.now())
        .map_err(|seconds| Error::TooMany { seconds })?;
    let is_theirs = accounts::has_password(app, account, password).await?;
    if !guard!("P-RGT-03/password", is_theirs) {
        return Err(Error::invalid("password", "invalid-password-confirm"));
    }
    app.throttle.succeeded(&attempt);
    Ok(())
}

/// Ends every session of a person but this one, where there is one to keep.
pub async fn end_others(
    transaction: &mut Transaction,
    account: AccountId,
    kept: Option<SessionId>,
) -> Result<(), Error> {
    Ok(queries::delete_others(transaction, account, kept).await?)
}

/// A person's sessions, the latest first.
pub async fn list(app: &App, account: AccountId) -> Result<Vec<Session>, Error> {
    Ok(queries::list(&app.db, account, app.now()).await?)
}

/// Ends one of a person's sessions.
pub async fn revoke(app: &App, account: AccountId, id: SessionId) -> Result<(), Error> {
    if !guard!("P-COL-02/revoke") || queries::delete(&app.db, account, id).await? {
        Ok(())
    } else {
        Err(Error::NotFound)
    }
}

fn device_mark(app: &App, account: AccountId) -> String {
    tokens::hex(&app.vault.index("known device", account.as_bytes()))
}
