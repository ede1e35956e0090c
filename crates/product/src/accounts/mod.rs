//! Accounts: who may sign in, and what they agreed to.

mod account;
mod agree;
mod create;
mod data;
mod hash_password;
mod leave;
mod owner_link;
mod passwords;
mod queries;
#[cfg(test)]
mod tests;

pub use account::{Acceptance, Account, EmailAddress, EmailError, Role};
pub use agree::{Agreement, agree, has_agreed};
pub use create::{create, find_by_email, find_by_index, has_password, lookup, password_hash_of, sign_up};
pub use data::DATA;
pub use hash_password::Hashing;
pub use leave::{leave, stay};
pub use owner_link::{is_good as owner_link_is_good, owner_link};
pub use passwords::{PasswordError, normalised as normalised_password};
