//! What a server that others can reach has to have. Without, it does not start, and says what to put where.

use std::{
    net::{IpAddr, SocketAddr},
    path::{Path, PathBuf},
};

use privacy::guard;

use crate::settings_file::{SettingsFile, TlsTable};

/// A server as it is about to start.
pub struct Standing<'a> {
    pub listen: SocketAddr,
    pub settings: &'a SettingsFile,
    pub tls: Option<&'a TlsTable>,
    /// The folder with the keys, and the settings file where it holds a secret.
    pub secrets: &'a [PathBuf],
    pub database_url: Option<&'a str>,
    pub objects_url: Option<&'a str>,
    pub keys_url: Option<&'a str>,
}

/// What keeps a server from being started in public, in words for whoever started it.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum Weakness {
    #[error(
        "people reach this server from elsewhere, and nobody said how: put public_url = \"https://studio.example\", with \
         your own name, into nanoprompt.toml"
    )]
    NoPublicUrl,
    #[error("public_url = \"{0}\" cannot be used: write https://, a name, and no path, in nanoprompt.toml")]
    PublicUrl(String),
    #[error(
        "nothing encrypts the way to this server: name a certificate ([tls] certificate = \"…\" and key = \"…\" in \
         nanoprompt.toml, or --tls-certificate and --tls-key), or the proxy that encrypts (trusted_proxies = \
         [\"10.0.0.0/8\"] in nanoprompt.toml)"
    )]
    Plain,
    #[error("trusted_proxies in nanoprompt.toml trusts everybody: name only the addresses of your own proxies")]
    EverybodyTrusted,
    #[error("the policy has to say who runs this server: put {0} into the table [operator] of nanoprompt.toml")]
    Operator(&'static str),
    #[error("others on this machine can read {0}, which holds secrets: take that away with chmod go-rwx {0}")]
    Readable(String),
    #[error("metrics_token in nanoprompt.toml can be guessed: make it 24 characters or longer")]
    ShortToken,
    #[error(
        "the way to the database is not encrypted, or not checked: add sslmode=verify-full to the address in \
         NANOPROMPT_DATABASE_URL, or keep the database on this machine"
    )]
    Database,
    #[error("the way to the bucket is not encrypted: endpoint= in NANOPROMPT_OBJECTS_URL has to begin with https://")]
    Objects,
    #[error(
        "the way to the key store is not encrypted, or not checked: add sslmode=verify-full to the address in \
         NANOPROMPT_KEYS_URL, or keep the key store on this machine"
    )]
    KeyStore,
    #[error(
        "the way to the root key is not encrypted: address in [keys.transit] of nanoprompt.toml has to begin with https://"
    )]
    Keeper,
    #[error("the way to the provider {0} is not encrypted: its base_url in nanoprompt.toml has to begin with https://")]
    Provider(String),
}

/// Whether others can reach it: by its own address, or by the name that somebody gave it.
pub fn is_public(listen: SocketAddr, settings: &SettingsFile) -> bool {
    !listen.ip().is_loopback() || settings.public_url.is_some()
}

/// Whether a server may start.
pub fn check(standing: &Standing<'_>) -> Result<(), Weakness> {
    if !is_public(standing.listen, standing.settings) {
        return Ok(());
    }
    if guard!("P-STO-02/start") {
        encrypted(standing)?;
    }
    if guard!("P-STO-01/start") {
        hardened(standing)?;
    }
    Ok(())
}

/// Every way in and out that others could listen on.
fn encrypted(standing: &Standing<'_>) -> Result<(), Weakness> {
    let settings = standing.settings;
    let url = settings.public_url.as_deref().ok_or(Weakness::NoPublicUrl)?;
    if !is_origin(url) {
        return Err(Weakness::PublicUrl(url.to_owned()));
    }
    if standing.tls.is_none() && settings.trusted_proxies().is_empty() {
        return Err(Weakness::Plain);
    }
    if standing.database_url.is_some_and(|url| !is_checked(url)) {
        return Err(Weakness::Database);
    }
    if standing.objects_url.is_some_and(goes_in_clear) {
        return Err(Weakness::Objects);
    }
    if standing.keys_url.is_some_and(|url| !is_checked(url)) {
        return Err(Weakness::KeyStore);
    }
    let keeper = settings.keys.transit.as_ref().map(|table| table.address.as_str());
    if keeper.is_some_and(is_plain) {
        return Err(Weakness::Keeper);
    }
    let plain = settings
        .provider
        .iter()
        .find(|table| table.base_url().is_some_and(is_plain));
    plain.map_or(Ok(()), |table| Err(Weakness::Provider(table.id.clone())))
}

fn hardened(standing: &Standing<'_>) -> Result<(), Weakness> {
    let settings = standing.settings;
    // Nobody has a proxy at the addresses of examples (RFC 5737, RFC 3849).
    let strangers = ["192.0.2.1", "2001:db8::1"].map(str::parse::<IpAddr>);
    let trusts = |address: &IpAddr| settings.trusted_proxies().iter().any(|block| block.contains(*address));
    if strangers.iter().flatten().any(trusts) {
        return Err(Weakness::EverybodyTrusted);
    }
    let operator = settings
        .operator
        .as_ref()
        .ok_or(Weakness::Operator("name, address and contact"))?;
    for (field, value) in [
        ("name", &operator.name),
        ("address", &operator.address),
        ("contact", &operator.contact),
    ] {
        if value.trim().is_empty() {
            return Err(Weakness::Operator(field));
        }
    }
    if settings
        .metrics_token
        .as_ref()
        .is_some_and(|token| token.text().chars().count() < 24)
    {
        return Err(Weakness::ShortToken);
    }
    let key = standing.tls.map(|tls| tls.key.clone());
    let open = standing
        .secrets
        .iter()
        .cloned()
        .chain(key)
        .find(|path| others_can_read(path));
    open.map_or(Ok(()), |path| Err(Weakness::Readable(path.display().to_string())))
}

fn is_origin(url: &str) -> bool {
    let Some(rest) = url.strip_prefix("https://") else {
        return false;
    };
    let authority = rest.trim_end_matches('/');
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b':' | b'[' | b']');
    !authority.is_empty() && authority.bytes().all(plain)
}

/// The connection to a database is on this machine, or made only to whom its certificate names.
fn is_checked(url: &str) -> bool {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let (place, parameters) = rest.split_once('?').unwrap_or((rest, ""));
    let host = host_of(place.rsplit_once('@').map_or(place, |(_, place)| place));
    let verified = |pair: &str| {
        matches!(
            pair,
            "sslmode=verify-full" | "sslmode=verify-ca" | "ssl-mode=verify-full"
        )
    };
    let socket = |pair: &str| pair.starts_with("host=/") || pair.starts_with("host=%2F");
    is_here(host) || parameters.split('&').any(|pair| verified(pair) || socket(pair))
}

/// The endpoint of a bucket that is neither on this machine nor encrypted.
fn goes_in_clear(url: &str) -> bool {
    let address = url.parse::<store::BucketAddress>();
    address.is_ok_and(|address| is_plain(&address.endpoint))
}

/// An address elsewhere to which nothing is encrypted.
fn is_plain(url: &str) -> bool {
    let host = url.strip_prefix("http://");
    host.is_some_and(|rest| !is_here(host_of(rest)))
}

/// The host at the beginning of what stands behind `://`.
fn host_of(rest: &str) -> &str {
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    if let Some(inner) = authority.strip_prefix('[') {
        return inner.split(']').next().unwrap_or_default();
    }
    authority.split(':').next().unwrap_or_default()
}

fn is_here(host: &str) -> bool {
    host.eq_ignore_ascii_case("localhost") || host.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

#[cfg(unix)]
fn others_can_read(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    std::fs::metadata(path).is_ok_and(|found| found.permissions().mode() & 0o007 != 0)
}

#[cfg(not(unix))]
fn others_can_read(_: &Path) -> bool {
    false
}

#[cfg(test)]
mod tests;
