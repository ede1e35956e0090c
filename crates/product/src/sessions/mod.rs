//! Sessions: who is signed in, in which browser.

mod agree;
mod api;
mod data;
mod pages;
mod queries;
mod session;
mod sign_in;
#[cfg(test)]
mod tests;
mod throttle;

pub use api::{InstallationOwner, Leaving, MaybeSignedIn, SignedIn, is_secure, is_signed_in, network};
pub use data::DATA;
pub use pages::{WORDS, routes};
pub(crate) use pages::{agree_tick, has_entered, read_form};
pub use session::Session;
pub use sign_in::{Entered, Entrance, SignedInNow, confirm, end_others, list, revoke, sign_in, sign_out, sweep};
pub use throttle::{Network, Throttle};
