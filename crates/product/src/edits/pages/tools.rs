//! The brush and what belongs to it. Without a script there is none, and the tools do not show.

use maud::{Markup, html};
use web_kit::{Icon, Page, icon};

/// The tools, each with the key that takes it.
const TOOLS: [(&str, Icon, &str, &str); 2] = [
    ("brush", Icon::Brush, "edit-brush", "b"),
    ("eraser", Icon::Eraser, "edit-eraser", "e"),
];
/// What is done at once.
const ACTIONS: [(&str, &str); 4] = [
    ("undo", "edit-undo"),
    ("redo", "edit-redo"),
    ("invert", "edit-invert"),
    ("clear", "edit-clear"),
];

pub(super) fn tools(page: &Page) -> Markup {
    html! {
        div.tools role="toolbar" aria-label=(page.say("edit-tools")) {
            @for (tool, shape, words, key) in TOOLS {
                button type="button" data-tool=(tool) aria-pressed=(tool == "brush") aria-keyshortcuts=(key) title=(page.say(words)) {
                    (icon(shape)) span { (page.say(words)) }
                }
            }
            label { span { (page.say("edit-size")) } input id="brush-size" type="range" min="1" max="100" value="20" aria-keyshortcuts="[ ]"; }
            @for (action, words) in ACTIONS {
                button.quiet type="button" data-action=(action) { (page.say(words)) }
            }
            p.small.soft id="mask-state" aria-live="polite" data-whole=(page.say("edit-whole")) data-part=(page.say("edit-part")) { (page.say("edit-whole")) }
        }
    }
}
