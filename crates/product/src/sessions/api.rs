//! Who is asking: taken from the session's cookie.

use std::net::{IpAddr, Ipv4Addr};

use axum::extract::FromRequestParts;
use basics::{AccountId, SessionId, Time, WorkspaceId};
use http::{HeaderMap, request::Parts};
use privacy::guard;
use store::Scope;
use web_kit::{Arrival, Cookie, Cookies, Problem};

use super::{session::Session, sign_in, throttle::Network};
use crate::{
    accounts::Role,
    app::App,
    error::Error,
    limits::{self, Subject},
};

/// A signed-in person. A handler that takes this cannot be reached without.
#[derive(Debug, Clone, Copy)]
pub struct SignedIn {
    /// Who.
    pub account: AccountId,
    /// Their workspace.
    pub workspace: WorkspaceId,
    /// What they may do.
    pub role: Role,
    /// Through which session.
    pub session: SessionId,
}

/// A signed-in owner of this installation. A handler that takes this cannot be reached by anybody else.
#[derive(Debug, Clone, Copy)]
pub struct InstallationOwner(pub SignedIn);

/// A signed-in person or a stranger.
#[derive(Debug, Clone, Copy)]
pub struct MaybeSignedIn(pub Option<SignedIn>);

/// A signed-in person whose account is about to be erased.
#[derive(Debug, Clone, Copy)]
pub struct Leaving {
    /// Who.
    pub account: AccountId,
    /// When.
    pub at: Time,
}

impl SignedIn {
    /// The content they may touch.
    #[must_use]
    pub const fn scope(&self) -> Scope {
        Scope::workspace(self.workspace)
    }
}

/// Whether a request with these headers comes from somebody signed in. Where nobody can tell, it does not.
pub async fn is_signed_in(app: &App, headers: &HeaderMap) -> bool {
    let session = session(app, headers).await;
    session.is_ok_and(|session| session.is_some_and(|session| !is_leaving(&session)))
}

/// Whoever is leaving sees nothing but the way out and the way back (P-RET-04).
fn is_leaving(session: &Session) -> bool {
    session.leaves_at.is_some() && guard!("P-RET-04/hide")
}

async fn session(app: &App, headers: &HeaderMap) -> Result<Option<Session>, Error> {
    match Cookies::of(headers).get(Cookie::Session, is_secure(app)) {
        Some(token) => sign_in::find(app, &token).await,
        None => Ok(None),
    }
}

impl FromRequestParts<App> for MaybeSignedIn {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        Ok(Self(present(parts, app).await?.as_ref().map(signed_in)))
    }
}

/// The session of somebody who is here to stay, which counts against the account's limit.
async fn present(parts: &mut Parts, app: &App) -> Result<Option<Session>, Problem> {
    let Some(session) = session(app, &parts.headers).await? else {
        return Ok(None);
    };
    limits::spend(parts, app, Subject::Account(session.account)).await?;
    if is_leaving(&session) {
        return Err(Problem::Leaving);
    }
    Ok(Some(session))
}

impl FromRequestParts<App> for Leaving {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let session = session(app, &parts.headers).await?.ok_or(Problem::SignInNeeded)?;
        limits::spend(parts, app, Subject::Account(session.account)).await?;
        let at = session.leaves_at.ok_or(Problem::NotFound)?;
        let account = session.account;
        Ok(Self { account, at })
    }
}

fn signed_in(session: &Session) -> SignedIn {
    SignedIn {
        account: session.account,
        workspace: session.workspace,
        role: Role::from_name(&session.role),
        session: session.id,
    }
}

impl FromRequestParts<App> for SignedIn {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let session = present(parts, app).await?.ok_or(Problem::SignInNeeded)?;
        Ok(signed_in(&session))
    }
}

impl FromRequestParts<App> for InstallationOwner {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let person = SignedIn::from_request_parts(parts, app).await?;
        if person.role == Role::Owner {
            Ok(Self(person))
        } else {
            Err(Problem::Forbidden)
        }
    }
}

/// Whether cookies are for TLS only.
#[must_use]
pub fn is_secure(app: &App) -> bool {
    app.settings
        .public_url
        .as_deref()
        .is_some_and(|url| url.starts_with("https://"))
}

/// The neighbourhood that a request comes from.
#[must_use]
pub fn network(parts: &Parts) -> Network {
    let arrival = parts.extensions.get::<Arrival>().copied();
    Network::of(arrival.map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |arrival| arrival.client))
}
