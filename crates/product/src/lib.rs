//! The slices: everything that people and clients can see or do. A folder is a feature, a file name is a layer.

pub mod app;
pub mod policy;
pub mod schema;
pub mod settings;
