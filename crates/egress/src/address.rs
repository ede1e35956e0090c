//! Which addresses are public.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// Where an address belongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Placement {
    /// Reachable from everywhere and not special in any way.
    Public,
    /// This machine.
    Loopback,
    /// Anything else: private, link-local, metadata, carrier, multicast, reserved, or a disguise of one of these.
    Special,
}

/// Blocks of IPv4 that are not public (IANA special-purpose registry, RFC 6890 and its successors).
const SPECIAL_V4: [(Ipv4Addr, u32); 16] = [
    (Ipv4Addr::UNSPECIFIED, 8),            // this network
    (Ipv4Addr::new(10, 0, 0, 0), 8),       // private
    (Ipv4Addr::new(100, 64, 0, 0), 10),    // carrier NAT
    (Ipv4Addr::new(169, 254, 0, 0), 16),   // link-local, metadata services
    (Ipv4Addr::new(168, 63, 129, 16), 32), // a cloud's host agent, routable only inside it
    (Ipv4Addr::new(172, 16, 0, 0), 12),    // private
    (Ipv4Addr::new(192, 0, 0, 0), 24),     // protocol assignments
    (Ipv4Addr::new(192, 0, 2, 0), 24),     // documentation
    (Ipv4Addr::new(192, 31, 196, 0), 24),  // AS112
    (Ipv4Addr::new(192, 52, 193, 0), 24),  // AMT
    (Ipv4Addr::new(192, 88, 99, 0), 24),   // 6to4 relay
    (Ipv4Addr::new(192, 168, 0, 0), 16),   // private
    (Ipv4Addr::new(198, 18, 0, 0), 15),    // benchmarks
    (Ipv4Addr::new(198, 51, 100, 0), 24),  // documentation
    (Ipv4Addr::new(203, 0, 113, 0), 24),   // documentation
    (Ipv4Addr::new(224, 0, 0, 0), 3),      // multicast, reserved, broadcast
];

/// Blocks inside `2000::/3` that are not public, or that carry an IPv4 address inside.
const SPECIAL_V6: [(Ipv6Addr, u32); 6] = [
    (Ipv6Addr::new(0x2001, 0, 0, 0, 0, 0, 0, 0), 23), // protocol assignments, Teredo, ORCHID
    (Ipv6Addr::new(0x2001, 0xdb8, 0, 0, 0, 0, 0, 0), 32), // documentation
    (Ipv6Addr::new(0x2002, 0, 0, 0, 0, 0, 0, 0), 16), // 6to4
    (Ipv6Addr::new(0x2620, 0x4f, 0x8000, 0, 0, 0, 0, 0), 48), // AS112
    (Ipv6Addr::new(0x3fff, 0, 0, 0, 0, 0, 0, 0), 20), // documentation
    (Ipv6Addr::new(0x3ffe, 0, 0, 0, 0, 0, 0, 0), 16), // the old test network
];

/// Where an address belongs. What is not known to be public is special.
#[must_use]
pub fn placement(address: IpAddr) -> Placement {
    match address {
        IpAddr::V4(v4) => placement_v4(v4),
        IpAddr::V6(v6) => placement_v6(v6),
    }
}

fn placement_v4(address: Ipv4Addr) -> Placement {
    if address.is_loopback() {
        return Placement::Loopback;
    }
    let inside = |&(network, bits): &(Ipv4Addr, u32)| {
        (address.to_bits() ^ network.to_bits())
            .checked_shr(32 - bits)
            .unwrap_or(0)
            == 0
    };
    if SPECIAL_V4.iter().any(inside) {
        Placement::Special
    } else {
        Placement::Public
    }
}

fn placement_v6(address: Ipv6Addr) -> Placement {
    if address.is_loopback() {
        return Placement::Loopback;
    }
    // Global unicast is 2000::/3. Mapped, compatible, translated (NAT64), unique-local, link-local, site-local and
    // multicast addresses all lie outside it.
    let global = address.segments()[0] & 0xe000 == 0x2000;
    let inside = |&(network, bits): &(Ipv6Addr, u32)| {
        (address.to_bits() ^ network.to_bits())
            .checked_shr(128 - bits)
            .unwrap_or(0)
            == 0
    };
    if global && !SPECIAL_V6.iter().any(inside) {
        Placement::Public
    } else {
        Placement::Special
    }
}

#[cfg(test)]
mod tests;
