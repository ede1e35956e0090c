//! How far something is, on one line for whoever sits before the terminal.

use std::io::{IsTerminal, Write};

use engines::Watch;

/// Draws a bar where a person looks on; elsewhere it is silent.
pub struct ProgressLine {
    is_seen: bool,
}

const WIDTH: u8 = 24;

impl ProgressLine {
    /// A line on standard error, if that is a terminal.
    pub fn new() -> Self {
        Self {
            is_seen: std::io::stderr().is_terminal(),
        }
    }

    /// Says in words what is waited for.
    pub fn say(&self, words: &str) {
        self.write(&format!("\r\x1b[K{words} …"));
    }

    /// Takes the line away.
    pub fn clear(&self) {
        self.write("\r\x1b[K");
    }

    fn write(&self, text: &str) {
        if self.is_seen {
            // A terminal that has gone is nobody's loss.
            let _ = std::io::stderr().write_all(text.as_bytes());
        }
    }
}

impl Watch for ProgressLine {
    fn progress(&self, done: f32, stage: &str) {
        self.write(&format!("\r\x1b[K{} {stage}", bar(done)));
    }

    fn cancelled(&self) -> bool {
        false
    }
}

impl atelier::Watcher for ProgressLine {
    fn progress(&self, done: f32, stage: atelier::Stage) {
        Watch::progress(self, done, stage.as_str());
    }

    fn cancelled(&self) -> bool {
        false
    }
}

fn bar(done: f32) -> String {
    let full = (1..=WIDTH)
        .filter(|step| done * f32::from(WIDTH) >= f32::from(*step))
        .count();
    let empty = usize::from(WIDTH).saturating_sub(full);
    format!("[{}{}]", "=".repeat(full), " ".repeat(empty))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_is_as_full_as_the_work_is_done() {
        assert_eq!(bar(0.0), format!("[{}]", " ".repeat(24)));
        assert_eq!(bar(0.5), format!("[{}{}]", "=".repeat(12), " ".repeat(12)));
        assert_eq!(bar(1.0), format!("[{}]", "=".repeat(24)));
        assert_eq!(bar(7.0), bar(1.0));
    }
}
