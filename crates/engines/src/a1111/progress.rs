//! How far the server is, with one picture at a time for everybody who asks it.

use basics::Span;
use egress::{Outbound, PurposeKind, Target};
use serde::Deserialize;

use crate::vendor::{Answer, Vendor};

/// The unfinished picture is none of ours to have, and would travel with every answer.
const PATH: &str = "sdapi/v1/progress?skip_current_image=true";

/// A server that does not answer short questions by then is not waited for.
pub(super) const SHORTLY: Span = Span::seconds(5);

/// The work that the server is at.
#[derive(Deserialize)]
pub(super) struct Progress {
    #[serde(default, rename = "progress")]
    done: f32,
    /// The task that the server works on; old servers say nothing of it.
    #[serde(default)]
    current_task: Option<String>,
}

impl Progress {
    /// What the server says; `None` where it says nothing that can be used.
    pub async fn ask(vendor: &Vendor) -> Option<Self> {
        let outbound = Outbound::get(Target::path(PATH), PurposeKind::Generate);
        let outbound = outbound.within(SHORTLY).at_most(1 << 20);
        let answer: Answer = vendor.ask(outbound).await.ok()?;
        answer.json().filter(|_| answer.status.is_success())
    }

    /// Whether the server works on this task, as far as it can tell.
    pub fn is_of(&self, task: &str) -> bool {
        self.current_task.as_deref().is_none_or(|current| current == task)
    }

    /// From 0 to 1.
    pub const fn done(&self) -> f32 {
        self.done.clamp(0.0, 1.0)
    }
}
