//! What pages are made of.

use maud::{Markup, html};

use crate::{Icon, Page, icon};

/// A labelled field of a form.
pub struct Field<'a> {
    /// The field's name.
    pub name: &'a str,
    /// `text`, `email`, `password`, `date`, …
    pub kind: &'a str,
    /// The key of its label.
    pub label: &'a str,
    /// The key of a hint under it.
    pub hint: Option<&'a str>,
    /// What it holds.
    pub value: &'a str,
    /// What browsers may fill it with (HTML `autocomplete`).
    pub fills: &'a str,
    /// What was wrong with it, in words.
    pub error: Option<String>,
}

/// A labelled field with its hint and its error tied to it for screen readers.
#[must_use]
pub fn field(page: &Page, field: &Field<'_>) -> Markup {
    let (hint, error) = (format!("{}-hint", field.name), format!("{}-error", field.name));
    let described: Vec<&str> = [
        field.hint.map(|_| hint.as_str()),
        field.error.as_ref().map(|_| error.as_str()),
    ]
    .into_iter()
    .flatten()
    .collect();
    let described = (!described.is_empty()).then(|| described.join(" "));
    html! {
        div.field {
            label for=(field.name) { (page.say(field.label)) }
            input id=(field.name) name=(field.name) type=(field.kind) value=(field.value) autocomplete=(field.fills)
                required aria-describedby=[described] aria-invalid=[field.error.as_ref().map(|_| "true")];
            @if let Some(key) = field.hint { p.hint id=(hint) { (page.say(key)) } }
            @if let Some(text) = &field.error { p.error id=(error) { (text) } }
        }
    }
}

/// The shapes that rows of pictures know, as hundredths of width to height.
const RATIOS: [u32; 11] = [50, 56, 67, 75, 80, 100, 125, 133, 150, 178, 200];

/// The known shape that is nearest to a picture's, for its place in a row: a style sheet cannot be told a number by the
/// markup, which may hold no styles. What has no size is square.
#[must_use]
pub fn ratio(width: u32, height: u32) -> u32 {
    if width == 0 {
        return 100;
    }
    let own = width.saturating_mul(100) / height.max(1);
    RATIOS
        .into_iter()
        .min_by_key(|known| known.abs_diff(own))
        .unwrap_or(100)
}

/// A film that stands still: browsers show its first frame and fetch no more than they need.
#[must_use]
pub fn film_still(address: &str, (width, height): (u32, u32), about: &str) -> Markup {
    html! { video src=(address) width=(width) height=(height) preload="metadata" muted playsinline tabindex="-1" aria-label=(about) {} }
}

/// A mark over a still that says that it is a film's.
#[must_use]
pub fn film_mark(words: &str) -> Markup {
    html! { span.film { (icon(Icon::Film)) span.unseen { (words) } } }
}

/// Something that the reader should know, in place.
#[must_use]
pub fn notice(text: &str) -> Markup {
    html! { p.notice role="status" { (text) } }
}

/// Something that went wrong, in place.
#[must_use]
pub fn alert(text: &str) -> Markup {
    html! { p.notice.bad role="alert" { (text) } }
}

/// Pairs of a name and what it is.
#[must_use]
pub fn facts(pairs: &[(String, Markup)]) -> Markup {
    html! { dl.facts { @for (name, value) in pairs { dt { (name) } dd { (value) } } } }
}
