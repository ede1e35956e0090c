//! Who is at work: a job's row ends before its work does, where something is still to be told to somebody.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use async_trait::async_trait;
use jobs::{JobFailure, JobRow, Lease, Work};
use store::DbError;

/// How many are at work. Cheap to clone.
#[derive(Debug, Clone, Default)]
pub struct AtWork(Arc<AtomicUsize>);

/// A kind of work that says when somebody is at it.
struct Counted {
    work: Arc<dyn Work>,
    at_work: AtWork,
}

/// Somebody who is at work until they are let go of, however that comes.
struct Busy<'a>(&'a AtWork);

impl AtWork {
    /// The same kinds of work, which are counted from now on.
    pub fn count(&self, works: Vec<Arc<dyn Work>>) -> Vec<Arc<dyn Work>> {
        let counted = |work| -> Arc<dyn Work> {
            let at_work = self.clone();
            Arc::new(Counted { work, at_work })
        };
        works.into_iter().map(counted).collect()
    }

    /// Whether nobody is.
    pub fn is_nobody(&self) -> bool {
        self.0.load(Ordering::SeqCst) == 0
    }

    fn begin(&self) -> Busy<'_> {
        self.0.fetch_add(1, Ordering::SeqCst);
        Busy(self)
    }
}

impl Drop for Busy<'_> {
    fn drop(&mut self) {
        self.0.0.fetch_sub(1, Ordering::SeqCst);
    }
}

#[async_trait]
impl Work for Counted {
    fn kind(&self) -> &'static str {
        self.work.kind()
    }

    async fn run(&self, lease: Lease) -> Result<(), JobFailure> {
        let _busy = self.at_work.begin();
        self.work.run(lease).await
    }

    async fn gave_up(&self, job: &JobRow, failure: &JobFailure) -> Result<(), DbError> {
        self.work.gave_up(job, failure).await
    }
}
