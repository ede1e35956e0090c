//! What a `ComfyUI` server's answers mean. Nothing of a graph, a node or a file on the server gets into a failure.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::Value;
use url::form_urlencoded;

use crate::{Failure, vendor::Answer};

/// Work that was taken on.
#[derive(Deserialize)]
pub(super) struct Taken {
    /// The name that it goes by: ours, but for old servers, which draw one of their own.
    #[serde(default)]
    pub prompt_id: Value,
}

/// The server's record of work that is over, by name.
pub(super) type History = BTreeMap<String, Over>;

/// Work that is over.
#[derive(Deserialize)]
pub(super) struct Over {
    #[serde(default)]
    outputs: BTreeMap<String, Value>,
    #[serde(default)]
    status: Option<Status>,
}

#[derive(Deserialize)]
struct Status {
    #[serde(default)]
    status_str: String,
    #[serde(default)]
    messages: Vec<Value>,
}

/// Work that is not over.
#[derive(Deserialize)]
pub(super) struct Queue {
    #[serde(default)]
    queue_running: Vec<Value>,
    #[serde(default)]
    queue_pending: Vec<Value>,
}

/// Where in the queue work is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    Running,
    /// So many are before it, as far as the server's list shows its order.
    Waiting(usize),
}

#[derive(Deserialize)]
struct Saved {
    filename: String,
    #[serde(default)]
    subfolder: String,
    #[serde(default, rename = "type")]
    folder: String,
}

impl Queue {
    /// Where the work of this name stands; `None` where it is not there.
    pub fn standing(&self, id: &str) -> Option<Standing> {
        let is_it = |entry: &Value| entry.get(1).and_then(Value::as_str) == Some(id);
        if self.queue_running.iter().any(is_it) {
            return Some(Standing::Running);
        }
        self.queue_pending.iter().position(is_it).map(Standing::Waiting)
    }
}

impl Over {
    /// Why it failed, where it did.
    pub fn failure(&self) -> Option<Failure> {
        let status = self.status.as_ref().filter(|status| status.status_str == "error")?;
        let told = |name: &str| {
            let of_name = |message: &&Value| message.get(0).and_then(Value::as_str) == Some(name);
            status.messages.iter().find(of_name)
        };
        if told("execution_interrupted").is_some() {
            return Some(Failure::Cancelled);
        }
        let kind = told("execution_error").and_then(|message| message.get(1)?.get("exception_type")?.as_str());
        if kind.is_some_and(|kind| kind.contains("OutOfMemory")) {
            return Some(Failure::OutOfMemory);
        }
        Some(Failure::bad_order(
            "model",
            "its workflow failed; the server's log says why",
        ))
    }

    /// Where the finished pictures are: those that were saved, and only where none was, those that were merely shown.
    pub fn paths(&self) -> Vec<String> {
        let lists = self
            .outputs
            .values()
            .filter_map(|output| output.get("images")?.as_array());
        let saved = lists.flatten().filter_map(|image| Saved::deserialize(image).ok());
        let (kept, shown): (Vec<_>, Vec<_>) = saved.partition(|saved| saved.folder == "output");
        let finished = if kept.is_empty() { shown } else { kept };
        finished.iter().map(Saved::path).collect()
    }
}

impl Saved {
    fn path(&self) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.append_pair("filename", &self.filename);
        query.append_pair("subfolder", &self.subfolder);
        query.append_pair("type", &self.folder);
        format!("view?{}", query.finish())
    }
}

/// What an answer without success means. The server would quote the graph; its operator finds that in its log.
pub(super) fn failure(answer: &Answer) -> Failure {
    match answer.status.as_u16() {
        401 | 403 => Failure::Unauthorised,
        402 => Failure::OutOfCredit,
        413 => Failure::bad_order("image", "the server does not take a file of this size"),
        429 => Failure::RateLimited {
            retry_after: answer.wait(),
        },
        408 | 504 | 524 => Failure::Unknown,
        500.. => Failure::Unavailable,
        _ => Failure::bad_order(
            "model",
            "the server does not accept its workflow; the server's log says why",
        ),
    }
}
