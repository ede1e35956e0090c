//! Whether an address is allowed, before anything is looked up. Pure.

use std::{net::IpAddr, sync::Arc};

use url::{Host, Url};

use crate::{Placement, Refusal, placement, rule::Rule};
use crate::{Target, lookup::Sight};

/// An address that a rule allows, and which of its host's addresses may be seen.
pub(crate) struct Allowed {
    pub(crate) url: Url,
    pub(crate) host: Arc<str>,
    pub(crate) sight: Sight,
}

/// The address that a rule makes of a target.
pub(crate) fn allow(rule: &Rule, target: &Target) -> Result<Allowed, Refusal> {
    match (rule.base(), target) {
        (Some(base), Target::Path(path)) => {
            let url = below(&base.url, path)?;
            Ok(Allowed {
                url,
                host: Arc::clone(&base.host),
                sight: Sight::Everything,
            })
        }
        (Some(base), Target::Url(text)) => {
            let url = parse(text)?;
            if rule.below().is_some_and(|domain| is_below(&url, domain)) && !same_origin(&url, &base.url) {
                return allow_public(url);
            }
            if !same_origin(&url, &base.url) {
                return Err(Refusal::OtherOrigin);
            }
            Ok(Allowed {
                url,
                host: Arc::clone(&base.host),
                sight: Sight::Everything,
            })
        }
        (None, Target::Url(text)) => allow_public(parse(text)?),
        (None, Target::Path(_)) => Err(Refusal::NotAnAddress),
    }
}

/// The address of a redirect: the operator's own origin again, or a public one.
pub(crate) fn allow_redirect(rule: &Rule, from: &Url, location: &str) -> Result<Allowed, Refusal> {
    let url = from.join(location).map_err(|_| Refusal::NotAnAddress)?;
    if let Some(base) = rule.base()
        && same_origin(&url, &base.url)
    {
        no_credentials(&url)?;
        return Ok(Allowed {
            url,
            host: Arc::clone(&base.host),
            sight: Sight::Everything,
        });
    }
    allow_public(url)
}

/// Whether a URL can be an operator's base.
pub(crate) fn operator_base(url: &Url) -> Result<(), Refusal> {
    if !matches!(url.scheme(), "http" | "https") {
        return Err(Refusal::Scheme);
    }
    no_credentials(url)?;
    if url.host().is_none() || url.query().is_some() || url.fragment().is_some() {
        return Err(Refusal::NotAnAddress);
    }
    Ok(())
}

/// Same scheme, host and port, defaults filled in.
pub(crate) fn same_origin(one: &Url, other: &Url) -> bool {
    one.scheme() == other.scheme()
        && one.host() == other.host()
        && one.port_or_known_default() == other.port_or_known_default()
}

/// On a https host below a domain, at the usual port. The domain itself and names that merely end alike are not below it.
pub(crate) fn is_below(url: &Url, domain: &str) -> bool {
    let below = |name: &str| name.strip_suffix(domain).is_some_and(|rest| rest.ends_with('.'));
    let named = matches!(url.host(), Some(Host::Domain(name)) if below(name));
    url.scheme() == "https" && url.port().is_none() && named
}

/// For the record.
pub(crate) fn host_and_port(url: &Url) -> Arc<str> {
    let host = url.host_str().unwrap_or_default();
    url.port_or_known_default()
        .map_or_else(|| host.into(), |port| format!("{host}:{port}").into())
}

fn allow_public(url: Url) -> Result<Allowed, Refusal> {
    if url.scheme() != "https" {
        return Err(Refusal::Scheme);
    }
    no_credentials(&url)?;
    // The parser has already turned decimal, octal, hexadecimal and short forms into plain addresses.
    match url.host() {
        Some(Host::Ipv4(address)) => public(IpAddr::V4(address))?,
        Some(Host::Ipv6(address)) => public(IpAddr::V6(address))?,
        Some(Host::Domain(name)) => public_name(name)?,
        None => return Err(Refusal::NotAnAddress),
    }
    let host = host_and_port(&url);
    Ok(Allowed {
        url,
        host,
        sight: Sight::PublicOnly,
    })
}

fn public(address: IpAddr) -> Result<(), Refusal> {
    if placement(address) == Placement::Public {
        Ok(())
    } else {
        Err(Refusal::NotPublic)
    }
}

/// Names that no public host has. What remains is looked up, and its addresses are checked then.
fn public_name(name: &str) -> Result<(), Refusal> {
    let name = name.strip_suffix('.').unwrap_or(name);
    let Some((_, last)) = name.rsplit_once('.') else {
        return Err(Refusal::NotPublic);
    };
    let inside = matches!(
        last,
        "localhost" | "local" | "internal" | "lan" | "home" | "arpa" | "test" | "invalid"
    );
    // A last label that begins with a digit is a number that the parser did not take for one.
    if inside || last.bytes().next().is_none_or(|byte| byte.is_ascii_digit()) {
        return Err(Refusal::NotPublic);
    }
    Ok(())
}

fn below(base: &Url, path: &str) -> Result<Url, Refusal> {
    let stays = !path.starts_with('/') && !path.contains(['\\', '#']) && !path.split(['/', '?']).any(dots);
    if !stays {
        return Err(Refusal::NotAnAddress);
    }
    let mut url = base.clone();
    let (path, query) = path
        .split_once('?')
        .map_or((path, None), |(path, query)| (path, Some(query)));
    let whole = format!("{}{path}", base.path());
    url.set_path(&whole);
    url.set_query(query);
    Ok(url)
}

/// A step up or nowhere, plain or percent-encoded.
fn dots(part: &str) -> bool {
    let plain = part.to_ascii_lowercase().replace("%2e", ".");
    plain == "." || plain == ".."
}

fn parse(text: &str) -> Result<Url, Refusal> {
    let url = Url::parse(text).map_err(|_| Refusal::NotAnAddress)?;
    if url.host().is_none() {
        return Err(Refusal::NotAnAddress);
    }
    no_credentials(&url)?;
    Ok(url)
}

fn no_credentials(url: &Url) -> Result<(), Refusal> {
    if url.username().is_empty() && url.password().is_none() {
        Ok(())
    } else {
        Err(Refusal::Credentials)
    }
}

#[cfg(test)]
mod tests;
