//! Who is asking: taken from the session's cookie.

use std::net::{IpAddr, Ipv4Addr};

use axum::extract::FromRequestParts;
use basics::{AccountId, SessionId, WorkspaceId};
use http::{HeaderMap, request::Parts};
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

/// A signed-in person or a stranger.
#[derive(Debug, Clone, Copy)]
pub struct MaybeSignedIn(pub Option<SignedIn>);

impl SignedIn {
    /// The content they may touch.
    #[must_use]
    pub const fn scope(&self) -> Scope {
        Scope::workspace(self.workspace)
    }
}

/// Whether a request with these headers comes from somebody signed in. Where nobody can tell, it does not.
pub async fn is_signed_in(app: &App, headers: &HeaderMap) -> bool {
    session(app, headers).await.is_ok_and(|session| session.is_some())
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
        let session = session(app, &parts.headers).await?;
        if let Some(session) = &session {
            limits::spend(parts, app, Subject::Account(session.account)).await?;
        }
        Ok(Self(session.map(|session| SignedIn {
            account: session.account,
            workspace: session.workspace,
            role: Role::from_name(&session.role),
            session: session.id,
        })))
    }
}

impl FromRequestParts<App> for SignedIn {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        MaybeSignedIn::from_request_parts(parts, app)
            .await?
            .0
            .ok_or(Problem::SignInNeeded)
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
