//! API keys: what programs sign in with.

mod api;
mod api_key;
mod create;
mod data;
mod find;
mod key_scope;
mod queries;
#[cfg(test)]
mod tests;

pub use api_key::{ApiKey, KeyName};
pub use create::{Listed, RawScope, create, create_for, list, revoke};
pub use data::DATA;
pub use find::{KeyHolder, KeysInUse};
pub use key_scope::{KINDS, KeyScope, NotFor};
