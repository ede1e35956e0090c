//! Whoever does the tasks, and the handle that everybody else holds.

use std::sync::Arc;

use async_trait::async_trait;
use atelier::{ImageFormat, PaintOrder, Unwatched, Watcher};
use bytes::Bytes;

use crate::{
    Animated, Composited, DarkroomError, Described, Developed, Edit, Film, Finished, InProcess, Painted, Previewed,
    Retouch, Retouched, Task, Writing, Written,
};

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

    /// Paints a picture in flat shapes: an SVG file, and what it shows.
    pub async fn draw(&self, order: PaintOrder, watcher: SharedWatcher) -> Result<Written, DarkroomError> {
        match self.0.perform(Task::Draw(order), watcher).await? {
            Finished::Written(drawn) => Ok(drawn),
            _ => Err(DarkroomError::Died),
        }
    }

    /// Changes a person's picture as its words say.
    pub async fn retouch(&self, retouch: Retouch, watcher: SharedWatcher) -> Result<Retouched, DarkroomError> {
        match self.0.perform(Task::Retouch(retouch), watcher).await? {
            Finished::Retouched(retouched) => Ok(retouched),
            _ => Err(DarkroomError::Died),
        }
    }

    /// Makes a film.
    pub async fn animate(&self, film: Film, watcher: SharedWatcher) -> Result<Animated, DarkroomError> {
        match self.0.perform(Task::Animate(film), watcher).await? {
            Finished::Animated(animated) => Ok(animated),
            _ => Err(DarkroomError::Died),
        }
    }

    /// Makes words of words.
    pub async fn write(&self, writing: Writing, watcher: SharedWatcher) -> Result<Written, DarkroomError> {
        match self.0.perform(Task::Write(writing), watcher).await? {
            Finished::Written(written) => Ok(written),
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

    /// Opens a person's file and says what can be measured in it.
    pub async fn describe(&self, file: Bytes) -> Result<Described, DarkroomError> {
        match self.0.perform(Task::Describe(file), Arc::new(Unwatched)).await? {
            Finished::Described(described) => Ok(described),
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
