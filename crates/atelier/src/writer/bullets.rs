//! The points of a text, one sentence each.

use super::{Limits, Written, document::Document, number::Amount, rank::best, title, words::on_one_line};

pub(super) fn write(document: &Document<'_>, amount: Amount) -> Written {
    let all = document.sentences.len();
    let wanted = amount.of(all, (all / 3).clamp(3, 7));
    let points: Vec<String> = best(document, 0..all, wanted)
        .into_iter()
        .map(|place| format!("- {}", on_one_line(document.sentences[place].text)))
        .collect();
    Written {
        text: points.join("\n"),
        title: title::of(document),
        note: Some(Limits::KeepsSentences),
    }
}
