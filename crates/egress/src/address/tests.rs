use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use proptest::prelude::*;

use super::{Placement, placement};

fn place(text: &str) -> Placement {
    placement(text.parse::<IpAddr>().unwrap())
}

#[test]
fn this_machine_is_loopback() {
    for text in ["127.0.0.1", "127.255.255.254", "::1"] {
        assert_eq!(place(text), Placement::Loopback, "{text}");
    }
}

#[test]
fn what_is_not_public_is_special() {
    let texts = [
        "0.0.0.0",
        "10.0.0.1",
        "100.64.0.1",
        "100.127.255.255",
        "169.254.169.254",
        "172.16.0.1",
        "172.31.255.255",
        "192.168.1.1",
        "192.0.0.8",
        "192.0.2.1",
        "198.18.0.1",
        "198.19.255.255",
        "203.0.113.9",
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "168.63.129.16",
        "::",
        "::ffff:8.8.8.8",
        "::ffff:127.0.0.1",
        "::127.0.0.1",
        "64:ff9b::1",
        "64:ff9b:1::1",
        "100::1",
        "fc00::1",
        "fd00:ec2::254",
        "fe80::1",
        "fec0::1",
        "ff02::1",
        "2001::1",
        "2001:db8::1",
        "2002:7f00:1::1",
        "3fff::1",
        "5f00::1",
    ];
    for text in texts {
        assert_eq!(place(text), Placement::Special, "{text}");
    }
}

#[test]
fn neighbours_of_special_blocks_are_public() {
    let texts = [
        "1.1.1.1",
        "9.255.255.255",
        "11.0.0.0",
        "100.63.255.255",
        "100.128.0.0",
        "172.15.255.255",
        "172.32.0.0",
        "192.167.255.255",
        "192.169.0.0",
        "198.17.255.255",
        "198.20.0.0",
        "223.255.255.255",
        "2606:4700::1111",
        "2a00:1450::1",
        "2001:4860:4860::8888",
        "168.63.129.17",
    ];
    for text in texts {
        assert_eq!(place(text), Placement::Public, "{text}");
    }
}

proptest! {
    #[test]
    fn an_ipv4_address_inside_an_ipv6_one_is_never_public(bits: u32) {
        let v4 = Ipv4Addr::from_bits(bits);
        let low = u128::from(bits);
        let nat64 = Ipv6Addr::from_bits((0x0064_ff9b_u128 << 96) | low);
        let six_to_four = Ipv6Addr::from_bits((0x2002_u128 << 112) | (low << 80));
        for v6 in [v4.to_ipv6_mapped(), Ipv6Addr::from_bits(low), nat64, six_to_four] {
            prop_assert_ne!(placement(IpAddr::V6(v6)), Placement::Public);
        }
    }

    #[test]
    fn what_the_standard_library_calls_special_is_not_public(bits: u32) {
        let v4 = Ipv4Addr::from_bits(bits);
        let special = v4.is_private() || v4.is_loopback() || v4.is_link_local() || v4.is_broadcast()
            || v4.is_documentation() || v4.is_multicast() || v4.is_unspecified();
        prop_assert!(!special || placement(IpAddr::V4(v4)) != Placement::Public);
    }

    #[test]
    fn only_global_unicast_of_ipv6_is_public(bits: u128) {
        let public = placement(IpAddr::V6(Ipv6Addr::from_bits(bits))) == Placement::Public;
        prop_assert!(!public || bits >> 125 == 1);
    }
}
