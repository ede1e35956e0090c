//! How large, and for films how long.

use maud::{Markup, html};
use web_kit::Page;

use super::kinds::Group;
use crate::generations::Kind;

const PICTURES: &[(&str, &str)] = &[
    ("1024x1024", "size-square"),
    ("1536x1024", "size-landscape"),
    ("1024x1536", "size-portrait"),
    ("1920x1080", "size-wide"),
    ("2048x2048", "size-large"),
];
const FILMS: &[(&str, &str)] = &[
    ("1280x720", "size-film"),
    ("1920x1080", "size-film-large"),
    ("720x1280", "size-film-upright"),
    ("1080x1080", "size-film-square"),
];

/// The sizes that most models make, and those that only some do.
pub(super) fn size_choice(page: &Page, group: &Group<'_>, chosen: &str) -> Markup {
    let usual = if group.kind == Kind::Video { FILMS } else { PICTURES };
    let made = |size: &str| {
        let any = group.choices.iter().any(|choice| choice.sizes.is_empty());
        any || group.choices.iter().any(|choice| choice.sizes.contains(&size))
    };
    let mut others: Vec<&str> = group
        .choices
        .iter()
        .flat_map(|choice| choice.sizes.iter().copied())
        .collect();
    others.retain(|size| usual.iter().all(|(usual, _)| usual != size));
    others.sort_unstable();
    others.dedup();
    let name = group.field("size");
    html! {
        label.unseen for=(name) { (page.say("size")) }
        select id=(name) name=(name) data-choice="sizes" {
            @for (size, words) in usual.iter().filter(|(size, _)| made(size)) {
                option value=(size) selected[*size == chosen] { (page.say(words)) }
            }
            @for size in others {
                option value=(size) selected[size == chosen] { (size.replace('x', " × ")) }
            }
        }
    }
}

/// The lengths that some model of films makes; pictures have none.
pub(super) fn length_choice(page: &Page, group: &Group<'_>, chosen: &str) -> Markup {
    let mut lengths: Vec<u32> = group
        .choices
        .iter()
        .flat_map(|choice| choice.seconds.iter().copied())
        .collect();
    lengths.sort_unstable();
    lengths.dedup();
    html! {
        @if !lengths.is_empty() {
            label.unseen for="seconds" { (page.say("length")) }
            select id="seconds" name="seconds" data-choice="seconds" {
                @for length in lengths {
                    option value=(length) selected[length.to_string() == chosen] {
                        (page.words.with("length-seconds", &[("seconds", i64::from(length).into())]))
                    }
                }
            }
        }
    }
}
