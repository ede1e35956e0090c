//! The places that connections take: so many in all, and so many of one address.

use std::{
    collections::HashMap,
    net::IpAddr,
    sync::{Arc, Mutex, PoisonError},
};

use privacy::guard;
use web_kit::Refusal;

use crate::Limits;

/// Who has a place. Cheap to clone.
#[derive(Debug, Clone, Default)]
pub(crate) struct Places(Arc<Mutex<Taken>>);

#[derive(Debug, Default)]
struct Taken {
    all: usize,
    of: HashMap<u128, usize>,
}

/// A place, free again when dropped.
#[derive(Debug)]
pub(crate) struct Place {
    places: Places,
    /// None for a trusted proxy, who comes for many.
    neighbour: Option<u128>,
}

impl Places {
    /// A place for a connection from an address.
    pub(crate) fn take(&self, address: IpAddr, is_proxy: bool, limits: &Limits) -> Result<Place, Refusal> {
        let neighbour = (!is_proxy).then(|| neighbour(address));
        let mut taken = self.lock();
        if !guard!("P-OPS-02/connections", taken.all < limits.connections) {
            return Err(Refusal::Full);
        }
        if let Some(neighbour) = neighbour {
            let of = taken.of.get(&neighbour).copied().unwrap_or_default();
            if !guard!("P-OPS-02/crowd", of < limits.connections_per_address) {
                return Err(Refusal::Crowd);
            }
            taken.of.insert(neighbour, of + 1);
        }
        taken.all += 1;
        Ok(Place {
            places: self.clone(),
            neighbour,
        })
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Taken> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut taken = self.places.lock();
        taken.all -= 1;
        let Some(neighbour) = self.neighbour else { return };
        match taken.of.get_mut(&neighbour) {
            Some(count) if *count > 1 => *count -= 1,
            _ => drop(taken.of.remove(&neighbour)),
        }
    }
}

/// One address, or one network of /64: who has one of those has all of it.
fn neighbour(address: IpAddr) -> u128 {
    match address.to_canonical() {
        IpAddr::V4(address) => u128::from(address.to_bits()),
        IpAddr::V6(address) => address.to_bits() >> 64 << 64 | 1 << 63,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn few() -> Limits {
        Limits {
            connections: 5,
            connections_per_address: 2,
            ..Limits::default()
        }
    }

    fn take(places: &Places, address: &str, is_proxy: bool) -> Result<Place, Refusal> {
        places.take(address.parse().unwrap(), is_proxy, &few())
    }

    #[test]
    fn one_address_takes_no_more_than_its_share_and_gives_it_back() {
        let places = Places::default();
        let first = take(&places, "192.0.2.1", false).unwrap();
        let _second = take(&places, "::ffff:192.0.2.1", false).unwrap();
        assert_eq!(take(&places, "192.0.2.1", false).unwrap_err(), Refusal::Crowd);
        drop(first);
        assert!(take(&places, "192.0.2.1", false).is_ok());
    }

    #[test]
    fn an_ipv6_network_is_one_address() {
        let places = Places::default();
        let _held = [take(&places, "2001:db8::1", false), take(&places, "2001:db8::2", false)];
        assert_eq!(take(&places, "2001:db8::3", false).unwrap_err(), Refusal::Crowd);
        assert!(take(&places, "2001:db8:0:1::1", false).is_ok());
    }

    #[test]
    fn a_proxy_comes_for_many_but_not_for_more_than_all() {
        let places = Places::default();
        let held: Vec<_> = (0..5).map(|_| take(&places, "10.0.0.1", true).unwrap()).collect();
        assert_eq!(take(&places, "192.0.2.1", false).unwrap_err(), Refusal::Full);
        drop(held);
        assert_eq!(places.lock().all, 0);
        assert!(places.lock().of.is_empty());
    }
}
