//! How far a graph is, by what the server says of its nodes to whoever listens.
//!
//! Servers say some of it twice, and older ones say less: each node that is over counts as much as any other, and the one
//! that is being run by its steps. What is said of somebody else's work is not heard.

use std::collections::BTreeSet;

use serde::Deserialize;
use serde_json::Value;

/// What was heard of one piece of work so far.
#[derive(Debug)]
pub(super) struct Heard {
    work: String,
    /// How many nodes the graph has.
    nodes: u16,
    over: BTreeSet<String>,
    running: Option<String>,
    /// How far the nodes are that are being run, all together.
    within: f32,
    /// How far all of it is; it never goes back.
    done: f32,
}

/// What a message says of the work.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Said {
    /// Nothing worth passing on.
    Nothing,
    /// So far it is, from 0 to 1.
    Further(f32),
    /// It has ended, however it did.
    Over,
}

/// Nobody sees a smaller step.
const STEP: f32 = 0.005;

impl Heard {
    /// Nothing yet, of the work of this name.
    pub fn new(work: &str, nodes: u16) -> Self {
        Self {
            work: work.to_owned(),
            nodes: nodes.max(1),
            over: BTreeSet::new(),
            running: None,
            within: 0.0,
            done: 0.0,
        }
    }

    /// How far it is, from 0 to 1.
    pub const fn done(&self) -> f32 {
        self.done
    }

    /// Takes in a message.
    pub fn hear(&mut self, message: &[u8]) -> Said {
        let message: Value = serde_json::from_slice(message).unwrap_or_default();
        let (kind, said) = (message["type"].as_str().unwrap_or_default(), &message["data"]);
        if said["prompt_id"] != *self.work {
            return Said::Nothing;
        }
        match kind {
            "execution_success" | "execution_error" | "execution_interrupted" => return Said::Over,
            // No node is run any more.
            "executing" if said["node"].is_null() => return Said::Over,
            "executing" => self.runs(&said["node"]),
            "execution_cached" => self.skips(&said["nodes"]),
            "progress" => {
                self.runs(&said["node"]);
                self.within = share(said);
            }
            "progress_state" => self.all(&said["nodes"]),
            _ => {}
        }
        self.further()
    }

    /// One node after the other is run: the one before is over.
    fn runs(&mut self, node: &Value) {
        let Some(node) = node.as_str() else { return };
        if self.running.as_deref() == Some(node) {
            return;
        }
        if let Some(before) = self.running.replace(node.to_owned()) {
            self.ends(&before);
        }
        self.within = 0.0;
    }

    /// Nodes whose results the server has from before.
    fn skips(&mut self, nodes: &Value) {
        for node in nodes.as_array().into_iter().flatten().filter_map(Value::as_str) {
            self.ends(node);
        }
    }

    /// The state of every node that was begun.
    fn all(&mut self, nodes: &Value) {
        // Nodes that grew out of another one count within that one.
        let begun = nodes.as_object().into_iter().flatten();
        let begun = begun.filter(|(_, node)| node["parent_node_id"].is_null());
        self.within = 0.0;
        for (name, node) in begun {
            match node["state"].as_str() {
                Some("finished") => self.ends(name),
                Some("running") => self.within += share(node),
                _ => {}
            }
        }
    }

    fn ends(&mut self, node: &str) {
        if self.over.len() < usize::from(self.nodes) {
            self.over.insert(node.to_owned());
        }
    }

    fn further(&mut self) -> Said {
        let over = u16::try_from(self.over.len()).unwrap_or(self.nodes);
        let done = ((f32::from(over) + self.within) / f32::from(self.nodes)).min(1.0);
        if done < self.done + STEP {
            return Said::Nothing;
        }
        self.done = done;
        Said::Further(done)
    }
}

/// How far one node is, by its steps.
fn share(said: &Value) -> f32 {
    let number = |name: &str| f32::deserialize(&said[name]).unwrap_or_default();
    let share = number("value") / number("max");
    if share.is_finite() { share.clamp(0.0, 1.0) } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;
    use crate::strange;

    const NAMES: [&str; 9] = [
        "type",
        "data",
        "prompt_id",
        "node",
        "nodes",
        "value",
        "max",
        "state",
        "parent_node_id",
    ];

    fn say(heard: &mut Heard, kind: &str, mut data: Value) -> Said {
        data["prompt_id"] = json!("ours");
        heard.hear(json!({ "type": kind, "data": data }).to_string().as_bytes())
    }

    #[test]
    fn an_old_server_tells_of_one_node_after_the_other() {
        let mut heard = Heard::new("ours", 4);
        assert_eq!(
            say(&mut heard, "execution_cached", json!({ "nodes": ["4"] })),
            Said::Further(0.25)
        );
        assert_eq!(say(&mut heard, "executing", json!({ "node": "3" })), Said::Nothing);
        let half = json!({ "node": "3", "value": 10, "max": 20 });
        assert_eq!(say(&mut heard, "progress", half), Said::Further(0.375));
        assert_eq!(say(&mut heard, "executing", json!({ "node": "8" })), Said::Further(0.5));
        assert_eq!(say(&mut heard, "executing", json!({ "node": null })), Said::Over);
    }

    #[test]
    fn a_new_server_tells_of_all_nodes_at_once() {
        let mut heard = Heard::new("ours", 2);
        let state = |state: &str, value: f64| json!({ "value": value, "max": 4, "state": state });
        let grown = json!({ "value": 4, "max": 4, "state": "finished", "parent_node_id": "3" });
        let nodes = json!({ "nodes": { "4": state("finished", 4.0), "3": state("running", 1.0), "3.0.1": grown } });
        assert_eq!(say(&mut heard, "progress_state", nodes), Said::Further(0.625));
        let back = json!({ "nodes": { "3": state("pending", 0.0) } });
        assert_eq!(say(&mut heard, "progress_state", back), Said::Nothing);
        assert!((heard.done() - 0.625).abs() < f32::EPSILON);
    }

    #[test]
    fn what_is_said_of_others_is_not_heard() {
        let mut heard = Heard::new("ours", 1);
        for message in [
            json!({ "type": "progress", "data": { "prompt_id": "theirs", "value": 1, "max": 2 } }),
            json!({ "type": "progress", "data": { "value": 1, "max": 2 } }),
            json!({ "type": "execution_success", "data": { "prompt_id": "theirs" } }),
            json!({ "type": "status", "data": { "status": { "exec_info": { "queue_remaining": 1 } } } }),
        ] {
            assert_eq!(heard.hear(message.to_string().as_bytes()), Said::Nothing, "{message}");
        }
    }

    proptest! {
        #[test]
        fn whatever_is_said_it_is_between_nothing_and_all_and_never_goes_back(
            strange in strange::answers(&NAMES),
            kind in prop::sample::select(vec!["executing", "execution_cached", "progress", "progress_state"]),
            nodes in 0_u16..4,
        ) {
            let mut heard = Heard::new("ours", nodes);
            heard.hear(&strange.body.0);
            let before = heard.done();
            if let Some(data @ Value::Object(_)) = strange.json() {
                say(&mut heard, kind, data);
            }
            prop_assert!(before <= heard.done() && heard.done() <= 1.0);
        }
    }
}
