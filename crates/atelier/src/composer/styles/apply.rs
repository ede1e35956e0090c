//! Laying styles over a prompt.

use super::Style;
use crate::composer::words::{Said, phrases};

/// The longest prompt that styles are laid over, in characters; a longer one comes back as it is.
pub const MOST_STYLED: usize = 16_000;

/// The prompt and the negative prompt with these styles laid over them, in their order.
///
/// The first style that has a place for the prompt goes around it, the others are appended. What is already said is not
/// said again, and a style's negative words that contradict another style's, or the prompt itself, are left out.
#[must_use]
pub fn apply_styles(prompt: &str, negative: &str, styles: &[&Style]) -> (String, String) {
    if prompt.chars().nth(MOST_STYLED).is_some() {
        return (prompt.to_owned(), negative.to_owned());
    }
    let mut said = Said::of(prompt);
    let mut styled = prompt.trim().to_owned();
    let mut leads = styles.iter().filter(|style| !style.halves().0.is_empty());
    if let Some(style) = leads.next() {
        let lead = style.halves().0;
        if !said.covers(lead) {
            said.add(lead);
            styled = format!("{lead}{styled}");
        }
    }
    for style in styles {
        let (lead, rest) = style.halves();
        let lead = lead.trim_end().trim_end_matches(" of");
        for phrase in phrases(lead).chain(phrases(rest)) {
            if !said.covers(phrase) {
                said.add(phrase);
                append(&mut styled, phrase);
            }
        }
    }
    let unwanted = unwanted(negative, styles, &said);
    (styled, unwanted)
}

fn unwanted(negative: &str, styles: &[&Style], wanted: &Said) -> String {
    let mut unwanted = negative.trim().to_owned();
    let mut said = Said::of(negative);
    for phrase in styles.iter().flat_map(|style| phrases(style.negative)) {
        if !said.covers(phrase) && !wanted.covers(phrase) {
            said.add(phrase);
            append(&mut unwanted, phrase);
        }
    }
    unwanted
}

fn append(text: &mut String, phrase: &str) {
    if !text.is_empty() {
        text.push_str(if text.ends_with([',', '.']) { " " } else { ", " });
    }
    text.push_str(phrase);
}
