//! The address at which the service was asked, for examples that can be sent from the same place.

use std::convert::Infallible;

use axum::extract::FromRequestParts;
use http::{
    header::HOST,
    request::Parts,
    uri::{Authority, Uri},
};
use web_kit::Arrival;

use crate::app::App;

/// `http://127.0.0.1:4280`: the scheme and the name that a request came by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct AskedAt(pub(super) String);

/// Where nothing is said that could be shown.
const USUAL: &str = "http://127.0.0.1:4280";

impl FromRequestParts<App> for AskedAt {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self, Infallible> {
        let is_encrypted = parts
            .extensions
            .get::<Arrival>()
            .is_some_and(|arrival| arrival.encrypted);
        let named = Uri::authority(&parts.uri).map(Authority::as_str);
        let named = named.or_else(|| parts.headers.get(HOST)?.to_str().ok());
        let scheme = if is_encrypted { "https" } else { "http" };
        let place = named.and_then(place).map(|place| format!("{scheme}://{place}"));
        Ok(Self(place.unwrap_or_else(|| USUAL.to_owned())))
    }
}

/// A name or an address with its port, and nothing that a shell would read as more than that.
fn place(named: &str) -> Option<&str> {
    let authority: Authority = named.parse().ok()?;
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b".-:[]".contains(&byte);
    // A port that is no number is taken for none.
    let whole = match authority.port_u16() {
        Some(port) => format!("{}:{port}", authority.host()),
        None => authority.host().to_owned(),
    };
    (whole == named && named.bytes().all(is_plain)).then_some(named)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_a_name_and_a_port_and_nothing_else() {
        for good in ["localhost", "127.0.0.1:4280", "[::1]:80", "studio.localhost:1"] {
            assert_eq!(place(good), Some(good));
        }
        for bad in [
            "",
            "127.0.0.1:99999",
            "127.0.0.1:$(id)",
            "a@127.0.0.1",
            "127.0.0.1/x",
            "a\"b",
            "a b",
        ] {
            assert_eq!(place(bad), None, "{bad}");
        }
    }
}
