//! Whether a server is the operator's own: on this machine, or in a network that is not the world's.

use url::{Host, Url};

/// Endings of names that never lead out of one's own network (RFC 6761, 6762, 8375; `internal` is kept for it by ICANN).
const OWN: [&str; 6] = [".localhost", ".local", ".lan", ".internal", ".home.arpa", ".test"];

/// Whether the host of an address is near by what it is called. A name without a dot is one of one's own network.
#[must_use]
pub fn is_near(address: &str) -> bool {
    let Ok(url) = Url::parse(address) else { return false };
    match url.host() {
        Some(Host::Ipv4(ip)) => ip.is_loopback() || ip.is_private() || ip.is_link_local(),
        Some(Host::Ipv6(ip)) => ip.is_loopback() || ip.is_unique_local() || ip.is_unicast_link_local(),
        Some(Host::Domain(name)) => !name.contains('.') || OWN.iter().any(|ending| name.ends_with(ending)),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_is_what_the_world_cannot_reach() {
        for near in [
            "http://127.0.0.1:1/v1",
            "http://[::1]/",
            "http://10.1.2.3/",
            "http://gpu/",
            "http://gpu.lan/",
            "http://[fd00::1]/",
        ] {
            assert!(is_near(near), "{near}");
        }
        for far in [
            "https://api.example.org/",
            "https://203.0.113.5/",
            "http://10.1.2.3.example.org/",
            "no address",
        ] {
            assert!(!is_near(far), "{far}");
        }
    }
}
