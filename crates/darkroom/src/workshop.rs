//! Whoever does the tasks, and the handle that everybody else holds.

use std::sync::Arc;

use async_trait::async_trait;
use atelier::{ImageFormat, PaintOrder, Unwatched, Watcher};
use bytes::Bytes;

use crate::{Composited, DarkroomError, Developed, Edit, Finished, InProcess, Painted, Previewed, Task};

/// A watcher that tasks carry along.
pub type SharedWatcher = Arc<dyn Watcher + Send>;

/// Does tasks. Whoever drops the future stops the work.
#[async_trait]
pub trait Workshop: Send + Sync {
    /// Does one.
    async fn perform(&self, task: Task, watcher: SharedWatcher) -> Result<Finished, DarkroomError>;
}

/// The darkroom. Cheap to clone.
#[derive(Clone)]
pub struct Darkroom(Arc<dyn Workshop>);

impl Darkroom {
    /// Where this workshop does the work.
    #[must_use]
    pub fn new(workshop: Arc<dyn Workshop>) -> Self {
        Self(workshop)
    }

    /// Without a process of its own: for tests.
    #[must_use]
    pub fn in_process() -> Self {
        Self::new(Arc::new(InProcess::default()))
    }

    /// Paints a picture.
    pub async fn paint(
        &self,
        order: PaintOrder,
        format: ImageFormat,
        watcher: SharedWatcher,
    ) -> Result<Painted, DarkroomError> {
        match self.0.perform(Task::Paint(order, format), watcher).await? {
            Finished::Painted(painted) => Ok(painted),
            _ => Err(DarkroomError::Died),
        }
    }

    /// Opens a vendor's file and makes a thumbnail.
    pub async fn preview(&self, file: Bytes) -> Result<Previewed, DarkroomError> {
        match self.0.perform(Task::Preview(file), Arc::new(Unwatched)).await? {
            Finished::Previewed(previewed) => Ok(previewed),
            _ => Err(DarkroomError::Died),
        }
    }

    /// Writes a mask that is transparent where something is to change as one that is white there.
    pub async fn whiten(&self, mask: Bytes) -> Result<Bytes, DarkroomError> {
        match self.0.perform(Task::Whiten(mask), Arc::new(Unwatched)).await? {
            Finished::Whitened(file) => Ok(file),
            _ => Err(DarkroomError::Died),
        }
    }

    /// Opens an edit and what it was made from, and puts back what was not to change.
    pub async fn composite(&self, edit: Edit) -> Result<Composited, DarkroomError> {
        match self.0.perform(Task::Composite(edit), Arc::new(Unwatched)).await? {
            Finished::Composited(composited) => Ok(composited),
            _ => Err(DarkroomError::Died),
        }
    }

    /// Opens a person's file and writes it anew with nothing in it but its pixels.
    pub async fn develop(&self, file: Bytes) -> Result<Developed, DarkroomError> {
        match self.0.perform(Task::Develop(file), Arc::new(Unwatched)).await? {
            Finished::Developed(developed) => Ok(developed),
            _ => Err(DarkroomError::Died),
        }
    }
}
