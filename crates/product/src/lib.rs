//! The slices: everything that people and clients can see or do. A folder is a feature, a file name is a layer.

pub mod accounts;
pub mod api_description;
pub mod api_keys;
mod app;
pub mod assets;
pub mod backups;
pub mod budgets;
pub mod composing;
mod edits;
pub mod erasures;
mod error;
pub mod generations;
#[cfg(test)]
mod harness;
mod key_store;
pub mod library;
pub mod limits;
mod log_fields;
pub mod metering;
pub mod models;
pub mod openai;
pub mod policy;
mod preferences;
pub mod providers;
mod rail;
pub mod retention;
pub mod schema;
pub mod sessions;
mod settings;
pub mod sign_up;
mod slices;
pub mod status;
pub mod stranger;
pub mod studio;
mod tokens;
pub mod uploads;
pub mod webhooks;
pub mod you;

pub use app::{App, Installation, Parts};
pub use error::Error;
pub use settings::{Operator, Settings, SignUp};
pub use slices::{catalogue, data_map, description, is_declared_log_field, router, works};
