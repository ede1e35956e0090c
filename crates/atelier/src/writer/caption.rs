//! Captions and alternative texts for pictures of our own painter, from the words they were painted from.

use super::{
    Limits, Written,
    document::Document,
    language::Language,
    title::shortened,
    words::{capitalised, on_one_line, words},
};
use crate::scene;

/// Alternative text: what the painter understood and therefore painted.
pub(super) fn alternative(document: &Document<'_>, seed: u64) -> Written {
    let (text, note) = described(document, seed);
    Written {
        title: shortened(&text),
        text: format!("{}.", text.trim_end_matches('.')),
        note,
    }
}

/// A caption: the same without the full stop, and in quotes where the person gave a name.
pub(super) fn caption(document: &Document<'_>, seed: u64) -> Written {
    let (text, note) = described(document, seed);
    Written {
        title: shortened(&text),
        text,
        note,
    }
}

fn described(document: &Document<'_>, seed: u64) -> (String, Option<Limits>) {
    let own = capitalised(&on_one_line(document.text));
    let (scene, unused) = scene::understand(document.text, "", seed);
    let known = words(document.text).count() > unused.len();
    match document.language {
        // The painter's titles are English; German words are their own description.
        Language::German => (own, (!known).then_some(Limits::KnowsScenesOnly)),
        Language::English if known => (scene.title(), None),
        Language::English => (own, Some(Limits::KnowsScenesOnly)),
    }
}
