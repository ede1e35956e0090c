//! The models that there are right now: those of the settings file, and those that owners have added since.

use std::sync::Arc;

use engines::Registry;
use tokio::sync::{Mutex, watch};

/// The models that there are right now. Cheap to clone.
#[derive(Clone)]
pub struct EnginesInUse(Arc<Inner>);

struct Inner {
    /// Those of the settings file, and our own.
    fixed: Registry,
    present: watch::Sender<Arc<Registry>>,
    /// Held while they are read anew, so that an older reading never follows a newer.
    loading: Mutex<()>,
}

impl EnginesInUse {
    /// Those of the settings file alone, until the rest is loaded.
    #[must_use]
    pub fn new(fixed: Registry) -> Self {
        let (present, _) = watch::channel(Arc::new(fixed.clone()));
        let loading = Mutex::new(());
        Self(Arc::new(Inner {
            fixed,
            present,
            loading,
        }))
    }

    /// All of them, as they are at this moment.
    #[must_use]
    pub fn present(&self) -> Arc<Registry> {
        Arc::clone(&self.0.present.borrow())
    }

    /// Those of the settings file, and our own.
    #[must_use]
    pub fn fixed(&self) -> &Registry {
        &self.0.fixed
    }

    /// Hears of each change.
    #[must_use]
    pub fn subscribe(&self) -> watch::Receiver<Arc<Registry>> {
        self.0.present.subscribe()
    }

    /// Reads them anew, one reader after the other.
    pub(super) async fn renew<E>(&self, read: impl Future<Output = Result<Registry, E>>) -> Result<(), E> {
        let _turn = self.0.loading.lock().await;
        let registry = read.await?;
        self.0.present.send_replace(Arc::new(registry));
        Ok(())
    }
}
