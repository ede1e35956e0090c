//! The slices: everything that people and clients can see or do. A folder is a feature, a file name is a layer.

pub mod accounts;
pub mod api_keys;
mod app;
mod error;
mod generations;
mod key_store;
mod library;
mod log_fields;
mod openai;
mod policy;
mod preferences;
mod rail;
pub mod schema;
mod sessions;
mod settings;
mod slices;
mod status;
mod stranger;
mod tokens;
mod you;

pub use app::{App, Parts};
pub use error::Error;
pub use settings::{Operator, Settings, SignUp};
pub use slices::{catalogue, data_map, is_declared_log_field, router, works};
