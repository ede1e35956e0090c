//! Accounts: who may sign in, and what they agreed to.

mod account;
mod age;
mod create;
mod data;
mod hashing;
mod owner_link;
mod pages;
mod passwords;
mod queries;

pub use account::{Account, EmailAddress, EmailError, Role};
pub use create::{Agreement, create, find_by_email, find_by_index, lookup, password_hash_of, sign_up};
pub use data::DATA;
pub use hashing::Hashing;
pub use owner_link::owner_link;
pub use pages::{WORDS, routes};
pub use passwords::{PasswordError, normalised as normalised_password};
