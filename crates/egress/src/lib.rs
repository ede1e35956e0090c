//! The one door out. Every outbound byte leaves by a [`Rule`] and is recorded as a [`Departure`].
//!
//! A rule says where bytes may go: an operator's own base URL, which may be private, or any public address. The client
//! behind the door follows no redirect by itself, asks no proxy, and sees only the addresses that its rule allows, even
//! when a name's answers change between two look-ups. A [`Socket`] is opened by the same rules and recorded likewise.

mod address;
mod door;
mod error;
mod exchange;
mod guard;
mod inbound;
mod limits;
mod lookup;
mod outbound;
mod record;
mod rule;
mod socket;
mod tls;
mod witness;

pub use address::{Placement, placement};
pub use door::Egress;
pub use error::{EgressError, Refusal};
pub use exchange::Bounds;
pub use inbound::{Inbound, InboundStream};
pub use limits::Limits;
pub use lookup::{Lookup, SystemLookup};
pub use outbound::{Body, Outbound, Target};
pub use privacy::PurposeKind;
pub use record::{Departure, InMemory, Recorder};
pub use rule::Rule;
pub use socket::Socket;
pub use witness::witnessed;
