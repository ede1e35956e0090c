//! How an asset looks among others.

use maud::{Markup, html};
use web_kit::components::film_still;

use super::asset::Asset;

/// As much of a text as a tile has room for.
const MOST_LETTERS: usize = 80;

/// A small, still picture of it. `words` say what it shows.
#[must_use]
pub fn still(asset: &Asset, words: &str) -> Markup {
    let address = format!("/library/{}", asset.id);
    html! {
        @if asset.is_text() {
            p.words { (beginning(words)) }
        } @else if asset.has_thumbnail() {
            img src=(format!("{address}/thumbnail")) alt=(words) width=(asset.width) height=(asset.height) loading="lazy";
        } @else {
            (film_still(&format!("{address}/file"), (asset.width, asset.height), words))
        }
    }
}

/// Whole words, and a sign that more follow.
fn beginning(text: &str) -> String {
    let Some((most, _)) = text.char_indices().nth(MOST_LETTERS) else {
        return text.to_owned();
    };
    let whole = text[..most].rfind(' ').unwrap_or(most);
    format!("{} …", &text[..whole])
}
