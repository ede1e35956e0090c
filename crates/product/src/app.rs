//! What every slice works with.

use std::sync::Arc;

use crate::settings::Settings;

/// The installation. Cheap to clone.
#[derive(Debug, Clone)]
pub struct App {
    /// What the operator decides.
    pub settings: Arc<Settings>,
}
