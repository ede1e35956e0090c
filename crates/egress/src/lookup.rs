//! Names into addresses, only those that a client may see.

use std::{io, net::IpAddr, net::SocketAddr, sync::Arc};

use async_trait::async_trait;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};

use crate::{Placement, placement};

/// Where a name's addresses come from.
#[async_trait]
pub trait Lookup: Send + Sync {
    /// All addresses of a host name.
    async fn addresses(&self, host: &str) -> io::Result<Vec<IpAddr>>;
}

/// The machine's own resolver.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemLookup;

#[async_trait]
impl Lookup for SystemLookup {
    async fn addresses(&self, host: &str) -> io::Result<Vec<IpAddr>> {
        Ok(tokio::net::lookup_host((host, 0))
            .await?
            .map(|address| address.ip())
            .collect())
    }
}

/// Every address of a name was one that the client may not see.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the name has no public address")]
pub(crate) struct NoPublicAddress;

/// Which addresses a client may see.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sight {
    /// All: the operator named the host.
    Everything,
    /// Public ones only.
    PublicOnly,
}

/// The look-up at connecting time, so that the address that was checked is the address that is used.
pub(crate) struct GuardedLookup {
    pub(crate) lookup: Arc<dyn Lookup>,
    pub(crate) sight: Sight,
}

impl Resolve for GuardedLookup {
    fn resolve(&self, name: Name) -> Resolving {
        let (lookup, sight) = (Arc::clone(&self.lookup), self.sight);
        Box::pin(async move {
            let mut addresses = lookup.addresses(name.as_str()).await?;
            let any = !addresses.is_empty();
            if sight == Sight::PublicOnly {
                addresses.retain(|address| placement(*address) == Placement::Public);
            }
            if any && addresses.is_empty() {
                return Err(NoPublicAddress.into());
            }
            Ok(Box::new(addresses.into_iter().map(|address| SocketAddr::new(address, 0))) as Addrs)
        })
    }
}
