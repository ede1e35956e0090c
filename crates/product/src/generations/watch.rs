//! What an engine tells while it works, passed on to the job's lease.

use std::pin::Pin;

use jobs::{Lease, ProgressHandle};

/// Passes progress on, and a person's wish to stop back.
pub struct LeaseWatch(ProgressHandle);

impl LeaseWatch {
    /// For one lease.
    #[must_use]
    pub fn new(lease: &Lease) -> Self {
        Self(lease.progress_handle())
    }
}

impl engines::Watch for LeaseWatch {
    fn progress(&self, done: f32, stage: &str) {
        self.0.progress(done, stage);
    }

    fn cancelled(&self) -> bool {
        self.0.cancelled()
    }

    fn until_cancelled(&self) -> Pin<Box<dyn Future<Output = ()> + Send + '_>> {
        Box::pin(self.0.until_cancelled())
    }
}
