//! Where a request comes from: by its connection, and by the proxies that the operator declared. What anybody else says
//! about it is not believed.

use std::{
    convert::Infallible,
    net::{IpAddr, Ipv4Addr, SocketAddr},
    sync::Arc,
};

use axum::extract::{ConnectInfo, FromRequestParts};
use http::{HeaderMap, Uri, Version, header::HOST, request::Parts};
use privacy::guard;

use crate::AddressBlock;

/// Put into a request's extensions by the listener when the connection is encrypted.
#[derive(Debug, Clone, Copy)]
pub struct Encrypted;

/// In front of the service: what the operator says of its address and its proxies.
#[derive(Debug, Clone, Default)]
pub struct Front {
    /// Host and port of the address that people use; with one, nothing else is answered to.
    pub authority: Option<String>,
    /// Whose word about the client counts.
    pub trusted_proxies: Arc<[AddressBlock]>,
    /// Which header they say it in.
    pub proxy_header: ProxyHeader,
}

/// The header in which proxies name the client. Exactly one counts: a proxy that writes one lets the other through as the
/// client sent it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ProxyHeader {
    /// `X-Forwarded-For` and `X-Forwarded-Proto`.
    #[default]
    XForwardedFor,
    /// `Forwarded` (RFC 7239).
    Forwarded,
}

/// Where a request comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Arrival {
    /// The client's address. Never stored or logged as it is.
    pub client: IpAddr,
    /// Whether nobody could listen on the way here.
    pub encrypted: bool,
    /// Whether a program on this machine asked for it by a name of this machine: no proxy stands between, and no page of
    /// somebody else's that had its own name pointed here.
    pub local: bool,
}

/// Whose name a request was sent to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Addressee {
    Us,
    SomebodyElse,
    /// None, or more than one.
    Unclear,
}

impl Front {
    /// Where a request comes from.
    #[must_use]
    pub fn arrival(&self, parts: &Parts) -> Arrival {
        let peer = parts
            .extensions
            .get::<ConnectInfo<SocketAddr>>()
            .map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |info| info.0.ip().to_canonical());
        let tls = parts.extensions.get::<Encrypted>().is_some();
        let by_proxy = guard!("P-AUT-04/spoof", self.is_trusted(peer));
        if !by_proxy {
            let local = peer.is_loopback() && names_this_machine(parts);
            return Arrival {
                client: peer,
                encrypted: tls,
                local,
            };
        }
        Arrival {
            client: self.client(peer, &parts.headers),
            encrypted: tls
                || self
                    .proto(&parts.headers)
                    .is_none_or(|proto| proto.eq_ignore_ascii_case("https")),
            local: false,
        }
    }

    fn is_trusted(&self, address: IpAddr) -> bool {
        self.trusted_proxies.iter().any(|block| block.contains(address))
    }

    /// From the right, each trusted hop names the one before it; the first that is not trusted is the client.
    fn client(&self, peer: IpAddr, headers: &HeaderMap) -> IpAddr {
        let mut client = peer;
        for hop in self.hops(headers).iter().rev() {
            let Some(address) = hop else { return client };
            client = *address;
            if !self.is_trusted(client) {
                return client;
            }
        }
        client
    }

    /// The addresses in the proxies' header, from left to right; none for what is no address.
    fn hops(&self, headers: &HeaderMap) -> Vec<Option<IpAddr>> {
        match self.proxy_header {
            ProxyHeader::XForwardedFor => elements(headers, "x-forwarded-for").map(address).collect(),
            ProxyHeader::Forwarded => elements(headers, "forwarded")
                .map(|element| address(parameter(element, "for")?))
                .collect(),
        }
    }

    /// What the last proxy says about the way to itself.
    fn proto<'a>(&self, headers: &'a HeaderMap) -> Option<&'a str> {
        match self.proxy_header {
            ProxyHeader::XForwardedFor => elements(headers, "x-forwarded-proto").last(),
            ProxyHeader::Forwarded => parameter(elements(headers, "forwarded").last()?, "proto"),
        }
    }

    /// Whose name a request was sent to. Without a public address any address of this machine is ours, but no name that
    /// somebody may have pointed here.
    pub(crate) fn addressee(&self, parts: &Parts) -> Addressee {
        let Some(host) = host(parts) else {
            return Addressee::Unclear;
        };
        let ours = match &self.authority {
            Some(authority) => without_usual_port(authority).eq_ignore_ascii_case(without_usual_port(host)),
            None => is_address_or_localhost(host),
        };
        if ours { Addressee::Us } else { Addressee::SomebodyElse }
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Arrival {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let known = parts.extensions.get::<Self>().copied();
        Ok(known.unwrap_or_else(|| Front::default().arrival(parts)))
    }
}

/// The one host that a request names, in its target or in its header.
fn host(parts: &Parts) -> Option<&str> {
    let mut named = parts.headers.get_all(HOST).iter();
    let header = named.next();
    if named.next().is_some() {
        return None;
    }
    let in_target = Uri::authority(&parts.uri).map(http::uri::Authority::as_str);
    if parts.version < Version::HTTP_2 && in_target.is_none() {
        return header?.to_str().ok();
    }
    in_target.or_else(|| header?.to_str().ok())
}

fn without_usual_port(authority: &str) -> &str {
    authority.strip_suffix(":443").unwrap_or(authority)
}

fn is_address_or_localhost(authority: &str) -> bool {
    let name = name_of(authority);
    name.parse::<IpAddr>().is_ok() || is_localhost(name)
}

fn is_localhost(name: &str) -> bool {
    name.eq_ignore_ascii_case("localhost") || name.to_ascii_lowercase().ends_with(".localhost")
}

fn names_this_machine(parts: &Parts) -> bool {
    let name = host(parts).map(name_of).unwrap_or_default();
    is_localhost(name) || name.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

/// The name or the address in an authority, without port and brackets.
fn name_of(authority: &str) -> &str {
    if let Some(rest) = authority.strip_prefix('[') {
        return rest.split(']').next().unwrap_or_default();
    }
    authority.rsplit_once(':').map_or(authority, |(name, _)| name)
}

fn elements<'a>(headers: &'a HeaderMap, name: &str) -> impl DoubleEndedIterator<Item = &'a str> {
    let lines = headers.get_all(name).into_iter().filter_map(|line| line.to_str().ok());
    let elements: Vec<&str> = lines.flat_map(|line| line.split(',')).map(str::trim).collect();
    elements.into_iter()
}

/// A parameter of an element of `Forwarded`, without its quotes.
fn parameter<'a>(element: &'a str, name: &str) -> Option<&'a str> {
    let pairs = element.split(';').filter_map(|pair| pair.split_once('='));
    let mut found = pairs.filter(|(given, _)| given.trim().eq_ignore_ascii_case(name));
    found.next().map(|(_, value)| value.trim().trim_matches('"'))
}

/// `192.0.2.1`, `192.0.2.1:4711`, `2001:db8::1` or `[2001:db8::1]:4711`.
fn address(text: &str) -> Option<IpAddr> {
    let socket = || text.parse::<SocketAddr>().map(|socket| socket.ip());
    let address = text.parse::<IpAddr>().or_else(|_| socket());
    let address = address.or_else(|_| text.trim_matches(['[', ']']).parse());
    address.ok().map(|address| address.to_canonical())
}

#[cfg(test)]
mod tests;
