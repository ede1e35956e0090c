//! How a prompt is written, and how much is added to its idea.

use maud::{Markup, html};
use web_kit::Page;

use crate::generations::RawDraft;

const DIALECTS: [&str; 4] = ["sentences", "tags", "shots", "json"];
const STRENGTHS: [&str; 3] = ["medium", "subtle", "strong"];

/// Both choices; what is usual comes first.
pub(super) fn manner_choice(page: &Page, raw: &RawDraft<'_>) -> Markup {
    html! {
        (choice(page, "dialect", &DIALECTS, raw.dialect))
        (choice(page, "strength", &STRENGTHS, raw.strength))
    }
}

fn choice(page: &Page, name: &str, known: &[&str], chosen: &str) -> Markup {
    html! {
        label.unseen for=(name) { (page.say(name)) }
        select id=(name) name=(name) {
            @for one in known { option value=(one) selected[*one == chosen] { (page.say(&format!("{name}-{one}"))) } }
        }
    }
}
