//! A summary: the sentences that say most, kept as they are and in their order.

use super::{Limits, Written, document::Document, number::Amount, rank::best, title, words::on_one_line};

/// As much of a text as a summary keeps if nothing else was asked for.
const USUAL_SHARE: f32 = 0.25;

pub(super) fn write(document: &Document<'_>, amount: Amount) -> Written {
    let all = document.sentences.len();
    let usual = ((all as f32 * USUAL_SHARE).round() as usize).clamp(1, 7);
    let wanted = amount.of(all, usual);
    let mut text = String::new();
    let mut before = None;
    for place in best(document, 0..all, wanted) {
        let sentence = &document.sentences[place];
        // Sentences of different parts of a long summary stay apart.
        if let Some(paragraph) = before {
            text.push_str(if wanted > 5 && paragraph != sentence.paragraph {
                "\n\n"
            } else {
                " "
            });
        }
        before = Some(sentence.paragraph);
        text.push_str(&on_one_line(sentence.text));
    }
    Written {
        text,
        title: title::of(document),
        note: Some(if wanted >= all {
            Limits::TooShort
        } else {
            Limits::KeepsSentences
        }),
    }
}
